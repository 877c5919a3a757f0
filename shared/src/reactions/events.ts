import { z } from 'zod';
import { stream } from '../kernel/stream.ts';
import { threadId } from '../threads/entity.ts';
import { trialCounts } from '../trials/entity.ts';
import { reactionCounts } from './entity.ts';

const reactionsChanged = z.strictObject({
  type: z.literal('reactions.changed'),
  rev: z.int().positive(),
  /** Absolute numbers, never differences. */
  posts: z.array(z.strictObject({ no: z.int().positive(), counts: reactionCounts })),
  /** Of the answers whose reports are other ones now, also where the numbers are as they were. */
  tried: z.array(z.strictObject({ no: z.int().positive(), counts: trialCounts })).optional(),
});
export type ReactionsChange = z.infer<typeof reactionsChanged>;

/** One for each thread, and apart from it: what people think of posts makes no thread another one. */
export const reactionStream = stream('reactions', { id: threadId, change: reactionsChanged, audiences: ['public'] });
