import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import type { Services } from '../../services.ts';
import { knownImported, putImported, takeBackImported } from '../library/access.ts';
import { dropBeside, subjectOfImport } from './beside.ts';
import { scheduleReading } from './reading.ts';
import {
  findImport,
  readRowsIn,
  readUnderWay,
  setRow,
  turn,
  type ImportRecord,
  type ImportRowRecord,
} from './store.ts';

const input = z.object({ importId: z.string(), turnedBy: z.string() });

/** So many rows are read at once. */
const AT_ONCE = 50;

/** Row after row; how far it is stands in the rows, so that whoever goes on after a crash begins with the next one. */
export const runImport: Job<z.infer<typeof input>> = {
  name: 'library.import',
  input,
  attempts: 20,
  atOnce: 1,
  async run(services, { importId }, { signal }) {
    const found = await findImport(importId);
    if (found?.state === 'running') {
      await each(importId, 'new', signal, (row) => put(services, found, row));
      // Of rows that came by another table in the meantime.
      await dropBeside(services, importId);
    } else if (found?.state === 'undoing') await each(importId, 'done', signal, (row) => takeBack(services, row));
    else return;
    await turn(importId, found.state, { state: found.state === 'running' ? 'done' : 'undone' });
  },
};

async function each(
  importId: string,
  state: 'new' | 'done',
  signal: AbortSignal,
  act: (row: ImportRowRecord) => Promise<void>,
): Promise<void> {
  for (;;) {
    const rows = await readRowsIn(importId, state, AT_ONCE);
    if (rows.length === 0) return;
    for (const row of rows) {
      signal.throwIfAborted();
      await act(row);
    }
  }
}

async function put(services: Services, { by, releasedBy }: ImportRecord, row: ImportRowRecord): Promise<void> {
  const { _id, importId, entryId, key, words } = row;
  // Also by another table in the meantime, but not by an earlier try of this row.
  if ((await knownImported([key], entryId)).has(key)) return setRow(_id, 'known');
  await putImported(services, { entryId, key, words, by, releasedBy, from: subjectOfImport(importId) });
  await setRow(_id, 'done');
}

async function takeBack(services: Services, { _id, entryId, words }: ImportRowRecord): Promise<void> {
  await setRow(_id, (await takeBackImported(services, entryId, words.files)) ? 'taken-back' : 'touched');
}

/** For whoever has turned it, and for whoever finds what a process that died has left. */
export async function schedule({ jobs }: Services, { _id, turnedBy }: ImportRecord): Promise<void> {
  await jobs.schedule(runImport, { key: `${_id}/${turnedBy}`, input: { importId: _id, turnedBy } });
}

export async function recoverImports(services: Services): Promise<void> {
  for (const one of await readUnderWay())
    await (one.state === 'reading' ? scheduleReading(services, one) : schedule(services, one));
}
