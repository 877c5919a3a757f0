import { z } from 'zod';
import { slugId } from '../kernel/ids.ts';

export const boardId = slugId.brand('BoardId');
export type BoardId = z.infer<typeof boardId>;

/** Where a thread stands that nobody may read: there is no such board, and none is made. */
export const NOWHERE = boardId.parse('nowhere');

/**
 * What a board is for. On a question board answers are accepted; announcements are begun by staff, and all who may read
 * them may reply. On a board for ideas a thread is an idea, which people vote for.
 */
export const boardKind = z.enum(['discussion', 'question', 'announcement', 'ideas']);
export type BoardKind = z.infer<typeof boardKind>;

const bothLanguages = z.strictObject({ en: z.string(), es: z.string() });

/** Who reads a board, in a word: a circle, or groups, which are named to those alone who know of them. */
export const boardReaders = z.enum(['everyone', 'members', 'staff', 'groups']);
export type BoardReaders = z.infer<typeof boardReaders>;

export const boardIcon = z.enum(['people', 'heart', 'book', 'calendar', 'hands', 'bulb', 'chat', 'star']);
export const boardColour = z.enum(['ember', 'pine', 'sun', 'berry']);
export type BoardColour = z.infer<typeof boardColour>;

export const board = z.strictObject({
  id: boardId,
  name: bothLanguages,
  purpose: bothLanguages,
  icon: z.string(),
  colour: boardColour,
  readers: boardReaders,
  kind: boardKind,
  /** Where one may start a thread without one's name. */
  asksUnnamed: z.literal(true).optional(),
  threads: z.int().nonnegative(),
  lastPostAt: z.iso.datetime().nullable(),
  /** The number of the event that last changed what the board is called, for, and for whom; 0 for none. */
  rev: z.int().nonnegative(),
});
export type Board = z.infer<typeof board>;
