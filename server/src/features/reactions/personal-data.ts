import type { exported } from '@hearth/shared/reactions/exported';
import { threadId } from '@hearth/shared/threads/entity';
import type { z } from 'zod';
import { namesNobody, type PersonalData } from '../../personal-data/declaration.ts';
import { said } from './said.ts';
import { reactions } from './stream.ts';

/** The counts name nobody; who said what stands in the tally alone. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['ReactionTelling', 'ReactionCounts'],
  streams: [namesNobody(reactions)],

  async export({ actor }) {
    const own = await said.readAllOf(actor.id);
    return {
      reactions: own.map(({ streamId, subject, value, at }) => ({
        threadId: threadId.parse(streamId),
        no: Number(subject),
        kind: value,
        at: at.toISOString(),
      })),
    };
  },

  /** Unlike a vote, it was said by name: it goes with whoever said it, and the counts go down. */
  async erase(services, { personId }) {
    const standing = (await said.readAllOf(personId)).filter(({ value }) => value !== null);
    for (const { streamId, subject } of standing)
      await said.put(services, { streamId, subject, personId, value: null });
    return standing.length > 0;
  },
};
