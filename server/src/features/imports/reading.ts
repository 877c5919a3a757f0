import { AppError } from '@hearth/shared/kernel/errors';
import { importSheet, type TableFault } from '@hearth/shared/imports/entity';
import { importLimits } from '@hearth/shared/imports/limits';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import type { Services } from '../../services.ts';
import { dropFiles, textIn, willDrop } from '../files/access.ts';
import { keptOf, subjectOfImport } from './beside.ts';
import { FileShelf } from './file-shelf.ts';
import { recordsOf } from './records.ts';
import { rowRecordsOf } from './rows.ts';
import { addRows, deleteRows, findImport, lastLine, turn, type ImportRecord } from './store.ts';
import { TableReader, type TableRow } from './table.ts';

const input = z.object({ importId: z.string() });

/** So many rows are looked up and kept at once. */
const AT_ONCE = 100;

/**
 * Looks through a large table, row after row. Whoever goes on after a crash reads from the first line, as what a row may say
 * follows from those above, and keeps what comes after the last row that is kept.
 */
export const readImport: Job<z.infer<typeof input>> = {
  name: 'library.import-read',
  input,
  attempts: 20,
  atOnce: 1,
  async run(services, { importId }, { signal }) {
    const found = await findImport(importId);
    if (found?.state !== 'reading' || !found.reading) return;
    const cause = { services, commandId: `import-read/${importId}` };
    const { table } = found.reading;
    try {
      const named = await readRows(services, found, signal);
      if (!named) return;
      await willDrop(cause, [table]);
      await turn(importId, 'reading', { state: 'checked', reading: null, ...filesOf(found, named) });
    } catch (error) {
      const fault = faultIn(error);
      if (!fault) throw error;
      await willDrop(cause, [table]);
      await deleteRows(importId);
      await turn(importId, 'reading', { state: 'unread', reading: null, fault });
    }
    // The table itself: its rows say all of it.
    await dropFiles(services, subjectOfImport(importId), [{ fileId: table }]);
  },
};

/** Which files rows that can come have; null where the import is gone, with whoever brought it. */
async function readRows(
  services: Services,
  found: ImportRecord,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | null> {
  const { _id, reading } = found;
  const reader = new TableReader(new FileShelf(reading?.beside ?? []), importLimits.rowsOfLarge);
  const named = new Set<string>();
  const kept = await lastLine(_id);
  const keep = async (rows: readonly TableRow[]): Promise<boolean> => {
    signal.throwIfAborted();
    const records = await rowRecordsOf(found, rows);
    for (const { state, words } of records)
      if (state === 'new') for (const { fileId } of words.files ?? []) named.add(fileId);
    await addRows(records.filter(({ line }) => line > kept));
    if (await findImport(_id)) return true;
    await deleteRows(_id);
    return false;
  };
  let some: TableRow[] = [];
  for await (const raw of recordsOf(textIn(services, reading?.table ?? ''))) {
    const row = reader.read(raw);
    if (row) some.push(row);
    if (some.length < AT_ONCE) continue;
    if (!(await keep(some))) return null;
    some = [];
  }
  reader.end();
  return (await keep(some)) ? named : null;
}

function filesOf({ reading }: ImportRecord, named: ReadonlySet<string>): Pick<ImportRecord, 'files'> {
  const beside = reading?.beside ?? [];
  return beside.length > 0 ? { files: keptOf(beside, named) } : {};
}

/** Null of what is no refusal. */
function faultIn(error: unknown): TableFault | null {
  if (!(error instanceof AppError)) return null;
  const { reason, wire } = error;
  return importSheet.shape.fault.safeParse({ reason, params: wire.params ?? {} }).data ?? null;
}

export async function scheduleReading({ jobs }: Services, { _id }: Pick<ImportRecord, '_id'>): Promise<void> {
  await jobs.schedule(readImport, { key: _id, input: { importId: _id } });
}
