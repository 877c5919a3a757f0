import { z } from 'zod';
import { board } from '../boards/entity.ts';
import { ideaState } from '../ideas/entity.ts';

/** What a moderator did to a thread, told where it happened: it has a number and an author as posts have, and no words of its own but a reason. */
export const note = z.discriminatedUnion('kind', [
  /** An empty reason is one that its author has taken along. */
  z.strictObject({ kind: z.literal('locked'), reason: z.string() }),
  z.strictObject({ kind: z.literal('unlocked') }),
  /** Everybody replies once in so many minutes; 0 where that is over. */
  z.strictObject({ kind: z.literal('slowed'), minutes: z.int().nonnegative() }),
  /** From another board; null where not everybody knows of that. */
  z.strictObject({ kind: z.literal('moved'), from: board.pick({ id: true, name: true }).nullable() }),
  /** All posts go on in another thread. Which one that is, everybody asks for themselves (`thread.whereabouts`): not all may know. */
  z.strictObject({ kind: z.literal('merged') }),
  /** So many posts go on in another thread. */
  z.strictObject({ kind: z.literal('split'), posts: z.int().positive() }),
  /** In the place of a post that went to another thread. */
  z.strictObject({ kind: z.literal('went') }),
  /** So many posts came from another thread; its title is null where not everybody knows of it. */
  z.strictObject({ kind: z.literal('came'), posts: z.int().positive(), title: z.string().nullable() }),
  /** What is to become of the idea; null where that is open again. */
  z.strictObject({ kind: z.literal('idea'), state: ideaState.nullable(), reason: z.string() }),
  /** In the place of a post that several people reported, until a moderator has looked. Nobody has done that. */
  z.strictObject({ kind: z.literal('hidden') }),
  /** In the place of a post whose words are gone for good. An empty reason is one that its author has taken along. */
  z.strictObject({ kind: z.literal('purged'), reason: z.string() }),
]);
export type Note = z.infer<typeof note>;
