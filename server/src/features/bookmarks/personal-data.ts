import type { exported } from '@hearth/shared/bookmarks/exported';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { presentBookmark } from './present.ts';
import { deleteBookmarks, readBookmarks } from './store.ts';

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Bookmark'],
  streams: [],
  async export({ actor }) {
    return { bookmarks: (await readBookmarks(actor.id)).map(presentBookmark) };
  },
  erase: (_services, { personId }) => deleteBookmarks(personId),
};
