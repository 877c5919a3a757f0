import { createHash } from 'node:crypto';
import type { ImportRowState } from '@hearth/shared/imports/entity';
import { knownImported } from '../library/access.ts';
import type { ImportRecord, ImportRowRecord } from './store.ts';
import type { TableRow } from './table.ts';

/** Behind every row with faults: no table has so many lines. */
const BEHIND = 100_000_000;

/** What is kept of rows of a table, with what becomes of each. */
export async function rowRecordsOf(
  { _id: importId, endsAt }: Pick<ImportRecord, '_id' | 'endsAt'>,
  rows: readonly TableRow[],
): Promise<ImportRowRecord[]> {
  const known = await knownImported(rows.map(({ key }) => key));
  return rows.map(({ line, key, words, faults }): ImportRowRecord => {
    const isFaulty = faults.length > 0;
    const state: ImportRowState = isFaulty ? 'faulty' : known.has(key) ? 'known' : 'new';
    const entryId = createHash('sha256').update(`import ${importId}/${key}`).digest('hex').slice(0, 16);
    const place = isFaulty ? line : BEHIND + line;
    return { _id: `${importId}/${line}`, importId, line, place, key, words, faults, state, entryId, endsAt };
  });
}
