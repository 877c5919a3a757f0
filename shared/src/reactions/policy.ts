import type { BoardKind } from '../boards/entity.ts';
import type { ReactionKind } from './entity.ts';

/** One has the same question as whoever opened a thread on a question board; all else is said of every post. */
export function maySayOf(kind: ReactionKind, no: number, board: { readonly kind: BoardKind }): boolean {
  return kind !== 'same' || (no === 1 && board.kind === 'question');
}
