import { z } from 'zod';
import { stream } from '../kernel/stream.ts';
import { threadId } from '../threads/entity.ts';

/** That it is another one now. Who sees it and what of it is asked for. */
const practiceChanged = z.strictObject({ type: z.literal('practice.changed'), rev: z.int().positive() });
export type PracticeChange = z.infer<typeof practiceChanged>;

/** One for each thread that a note was made of. */
export const practiceStream = stream('practice', { id: threadId, change: practiceChanged, audiences: ['public'] });
