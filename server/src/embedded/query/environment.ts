import type { Document, Maybe } from '../bson/types.ts';

/** Holds what a variable is at the moment. Expressions are bound to the cell, so a loop only changes its value. */
export interface Cell {
  value: Maybe;
}

/** What every expression of one command sees besides the document. A command makes its own; none is shared. */
export interface Environment {
  /** `$$NOW`: the same throughout a command. */
  readonly now: Date;
  readonly cells: ReadonlyMap<string, Cell>;
}

/** An environment whose variables have these values, such as those of a command's `let`. */
export function environment(values: Document = {}, now = new Date()): Environment {
  return { now, cells: new Map(Object.entries(values).map(([name, value]) => [name, { value }])) };
}

/** A new scope with one more variable for each name. */
export function withCells(env: Environment, names: readonly string[]): [Environment, Cell[]] {
  const added = names.map((): Cell => ({ value: undefined }));
  const cells = new Map(env.cells);
  names.forEach((name, index) => {
    const cell = added[index];
    if (cell) cells.set(name, cell);
  });
  return [{ now: env.now, cells }, added];
}
