import { z } from 'zod';
import { stream } from '../kernel/stream.ts';
import { poll, pollId } from './entity.ts';

const pollChanged = z.strictObject({
  type: z.literal('poll.changed'),
  rev: z.int().positive(),
  /** Null where they are as they were. */
  words: poll.pick({ question: true, options: true }).nullable(),
  /** Absolute numbers, never differences; null, in a catch-up, where a later event has replaced them. */
  state: poll.omit({ question: true, options: true }).nullable(),
});
export type PollChange = z.infer<typeof pollChanged>;

/** One for each poll. Whoever has voted may see numbers that others do not see yet. */
export const pollStream = stream('poll', { id: pollId, change: pollChanged, audiences: ['public', 'voted'] });
