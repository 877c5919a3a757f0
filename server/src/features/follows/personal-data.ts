import type { exported } from '@hearth/shared/follows/exported';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { deleteFollowsOf, readAllFollowsOf } from './store.ts';

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Follow'],
  streams: [],
  async export({ actor }) {
    const own = await readAllFollowsOf(actor.id);
    return {
      follows: own.map(({ kind, id, level, reason, at }) => ({ kind, id, level, reason, at: at.toISOString() })),
    };
  },
  erase: (_services, { personId }) => deleteFollowsOf(personId),
};
