import { z } from 'zod';
import { threadId } from '../threads/entity.ts';
import { pollChoices } from './entity.ts';

/** Where it stands; null where nobody reads it any more. */
const post = z.strictObject({ threadId, no: z.int() }).nullable();

/** What the export of somebody's data has of polls. */
export const exported = {
  /** What they chose; nothing where it was taken back. */
  pollVotes: z.array(z.strictObject({ post, choices: pollChoices, at: z.iso.datetime() })),
  /** Polls of their own that they changed: the words as they are now. */
  changedPolls: z.array(z.strictObject({ post, question: z.string(), options: z.array(z.string()) })),
};
