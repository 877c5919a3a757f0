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

export function dataOf(before: CollectionRecord, collection: Fields): CollectionData {
  const turns = before.state !== collection.state || before.circles.join() !== collection.circles.join();
  return { collection, ...(turns && { turns: true }) };
}
