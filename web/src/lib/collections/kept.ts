import { fieldsOf } from '../library/kept-fields.ts';
import { rowsOf, type FormRow } from './rows.ts';

/** What a device keeps of the form of a collection until it is saved. */
export interface Kept {
  /** What its fields say but those of its rows. */
  readonly fields: string;
  readonly rows: readonly FormRow[];
}

/** `rev`: of the collection that is changed; 0 of one that is begun. */
export function keptOf(form: HTMLFormElement, rev: number): string {
  return JSON.stringify({ rev, fields: fieldsOf(form), rows: rowsOf(new FormData(form)) });
}

/** Null where nothing is kept, or of another one than now stands. What lies on a device may have been written by anybody. */
export function readKept(written: string, rev: number): Kept | null {
  try {
    const kept: unknown = JSON.parse(written || 'null');
    if (typeof kept !== 'object' || kept === null || !('rows' in kept) || !('fields' in kept) || !('rev' in kept))
      return null;
    const { fields, rows } = kept;
    if (kept.rev !== rev || typeof fields !== 'string' || !Array.isArray(rows)) return null;
    return { fields, rows: rows.filter(isRow) };
  } catch {
    return null;
  }
}

function isRow(one: unknown): one is FormRow {
  if (typeof one !== 'object' || one === null) return false;
  const { kind, ref, words, title }: Partial<Record<keyof FormRow, unknown>> = one;
  return (kind === 'entry' || kind === 'heading') && [ref, words, title].every((each) => typeof each === 'string');
}
