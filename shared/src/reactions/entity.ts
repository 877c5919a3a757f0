import { z } from 'zod';

/** What one may say of a post with one tap, thanks first. None of them says no. The same question is had by others too. */
export const reactionKinds = ['thanks', 'helpful', 'agree', 'celebrate', 'care', 'same'] as const;
export const reactionKind = z.enum(reactionKinds);
export type ReactionKind = z.infer<typeof reactionKind>;

/** How many people said each of a post; what nobody said is missing. */
export const reactionCounts = z.partialRecord(reactionKind, z.int().positive());
export type ReactionCounts = z.infer<typeof reactionCounts>;
