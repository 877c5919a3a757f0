import type { BoardKind } from '../boards/entity.ts';

/** A reply where people discuss or answer can be tried; news and ideas are none yet. */
export function mayBeTried(no: number, board: { readonly kind: BoardKind }): boolean {
  return no > 1 && (board.kind === 'discussion' || board.kind === 'question');
}
