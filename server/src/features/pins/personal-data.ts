import type { exported } from '@hearth/shared/pins/exported';
import { threadId as threadIdRule } from '@hearth/shared/threads/entity';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { deleteFoldedOf, readFolded } from './store.ts';

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['FoldedPin'],
  streams: [],
  async export({ actor }) {
    const own = await readFolded(actor.id);
    return {
      foldedPins: own.map(({ threadId, until }) => ({
        threadId: threadIdRule.parse(threadId),
        until: until.toISOString(),
      })),
    };
  },
  erase: (_services, { personId }) => deleteFoldedOf(personId),
};
