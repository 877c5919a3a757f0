import type { exported } from '@hearth/shared/ideas/exported';
import { threadId } from '@hearth/shared/threads/entity';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { votes } from './votes.ts';

/** Who voted stands in the tally, which forgets whose votes they were; they stay counted. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: [],
  streams: [],
  async export({ actor }) {
    const own = await votes.readAllOf(actor.id);
    return {
      ideaVotes: own.map(({ streamId, value, at }) => ({
        threadId: threadId.parse(streamId),
        up: value === 'up',
        at: at.toISOString(),
      })),
    };
  },
  erase: async () => false,
};
