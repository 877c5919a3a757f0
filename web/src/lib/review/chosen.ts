import type { WireError } from '@hearth/shared/kernel/errors';
import { reviewLimits } from '@hearth/shared/review/limits';

/** What can be done with several items at once. */
export const manyActs = ['claim', 'reject', 'remove', 'undo'] as const;
export type ManyAct = (typeof manyActs)[number];

/** One of them as its row has shown it, and as the next press has it: `id:rev:name`. */
export interface Chosen {
  readonly itemId: string;
  readonly rev: number;
  /** What it is called, for saying what was refused once it is not listed any more. */
  readonly name: string;
}

export const written = ({ itemId, rev, name }: Chosen): string => `${itemId}:${rev}:${name}`;

export function chosenIn(values: readonly string[]): Chosen[] {
  return values.slice(0, reviewLimits.page).flatMap((value) => {
    const [, itemId = '', rev, name = ''] = /^([0-9a-f]{16}):(\d+):([^]*)$/.exec(value) ?? [];
    return itemId ? [{ itemId, rev: Number(rev), name }] : [];
  });
}

/** What became of each. What was done can be taken back together; `undoes` is what it takes back. */
export interface Many {
  readonly act: ManyAct;
  readonly undoes: ManyAct | null;
  readonly done: readonly Chosen[];
  readonly refused: readonly (Chosen & { readonly error: WireError })[];
}
