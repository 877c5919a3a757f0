import { z } from 'zod';
import { stream } from '../kernel/stream.ts';
import { reviewId, reviewItem } from './entity.ts';

/** Who reported it, and what it says, is asked for. */
const reviewChanged = z.strictObject({ type: z.literal('review.changed'), rev: z.int().positive(), item: reviewItem });
export type ReviewChange = z.infer<typeof reviewChanged>;

/** Whoever moderates the board of what it is about, but for whoever it is about. */
export const reviewStream = stream('review', { id: reviewId, change: reviewChanged, audiences: ['moderators'] });
