import { threadId } from '@hearth/shared/threads/entity';
import type { exported } from '@hearth/shared/unread/exported';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { deleteUnread, findUnread } from './store.ts';

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Unread'],
  streams: [],
  async export({ actor }) {
    const found = await findUnread(actor.id);
    return { unread: found?.threads.map(({ id }) => threadId.parse(id)) ?? [] };
  },
  erase: (_services, { personId }) => deleteUnread(personId),
};
