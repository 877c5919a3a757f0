import type { CollectionRecord } from './store.ts';
import type { CollectionData } from './stream.ts';

type Fields = CollectionData['collection'];

export function fieldsOf({ _id, seq: _seq, mark: _mark, ...fields }: CollectionRecord): Fields {
  return fields;
}

export function isOf(row: CollectionRecord['rows'][number], entryId: string): boolean {
  return row.kind === 'entry' && row.entryId === entryId;
}

/** Nothing of what it said is left. */
export function emptied(fields: Fields): Fields {
  return { ...fields, title: '', intro: { text: '', html: '' }, rows: [] };
}

type Rows = CollectionRecord['rows'];
/** As they are given: when each came is known here alone. */
type GivenRows = readonly (
  Exclude<Rows[number], { kind: 'entry' }> | Omit<Extract<Rows[number], { kind: 'entry' }>, 'at'>
)[];

/** Those that stood there already came when they did, the others now. */
export function dated(rows: GivenRows, before: Rows, now: Date): Rows {
  const came = cameIn(before);
  return rows.map((row) => {
    if (row.kind === 'heading') return row;
    const at = came.has(row.entryId) ? came.get(row.entryId) : now;
    return { ...row, ...(at && { at }) };
  });
}

/** What was put into a draft comes to its readers once that is published. */
export function shownSince(rows: Rows, { at: since }: Pick<CollectionRecord, 'at'>, now: Date): Rows {
  return rows.map((row) => (row.kind === 'entry' && row.at && row.at > since ? { ...row, at: now } : row));
}

function cameIn(rows: Rows): ReadonlyMap<string, Date | undefined> {
  return new Map(rows.flatMap((row) => (row.kind === 'entry' ? [[row.entryId, row.at] as const] : [])));
}

/** Whether its readers find an entry in it that was not there for them before. */
function bringsSome(before: Rows, after: Rows): boolean {
  const came = cameIn(before);
  return [...cameIn(after)].some(([id, at]) => !came.has(id) || came.get(id)?.getTime() !== at?.getTime());
}

export function dataOf(before: CollectionRecord, collection: Fields): CollectionData {
  const brings = collection.state === 'published' && bringsSome(before.rows, collection.rows);
  const turns = before.state !== collection.state || before.circles.join() !== collection.circles.join();
  return { collection, ...(turns && { turns: true }), ...(brings && { brings: true }) };
}
