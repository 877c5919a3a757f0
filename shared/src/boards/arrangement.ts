interface Placed {
  readonly id: string;
  readonly section: string | null;
  readonly parent: string | null;
}

/** A board of the list with those that stand below it. */
export interface Arranged<Board> {
  readonly board: Board;
  readonly below: readonly Board[];
}

/**
 * Boards as one sees them: those without a section first, then each section that has any; below each board those of its
 * own, one level deep. What stands below a board that is not there stands for itself.
 */
export function arranged<Board extends Placed, Section extends { readonly id: string }>(
  boards: readonly Board[],
  sections: readonly Section[],
): { readonly section: Section | null; readonly boards: readonly Arranged<Board>[] }[] {
  const tops = new Set(boards.filter(({ parent }) => parent === null).map(({ id }) => id));
  const isBelow = ({ parent }: Board) => parent !== null && tops.has(parent);
  const known = new Set(sections.map(({ id }) => id));
  return [null, ...sections].flatMap((section) => {
    const here = boards.filter(
      (board) => !isBelow(board) && (known.has(board.section ?? '') ? board.section : null) === (section?.id ?? null),
    );
    const belowOf = ({ id }: Board) => boards.filter((board) => isBelow(board) && board.parent === id);
    const shown = here.map((board) => ({ board, below: belowOf(board) }));
    return shown.length > 0 ? [{ section, boards: shown }] : [];
  });
}
