import { setImmediate as turn } from 'node:timers/promises';
import { join } from 'node:path';
import { decode } from '../bson/decode.ts';
import { Catalog } from './catalog.ts';
import type { CollectionIndex } from './collection-index.ts';
import type { Collection } from './collection.ts';
import { bytes, columns, Database } from './database.ts';
import { storeFile, type OnProgress } from './files.ts';

/** Documents read at a time. */
const PAGE = 1_000;
/** After so many problems it is clear enough. */
const ENOUGH = 20;

export interface Checked {
  /** One sentence each; empty when all is well. */
  readonly problems: readonly string[];
  readonly collections: number;
  readonly documents: number;
}

/**
 * Reads all of a store: SQLite's own check of the file, then every document against every index. Changes nothing.
 *
 * @throws {EmbeddedStoreError} when the store is in use or cannot be opened at all.
 */
export async function checkStore({ dir, onProgress }: { dir: string; onProgress?: OnProgress }): Promise<Checked> {
  const database = new Database(join(dir, storeFile));
  const problems: string[] = [];
  let [collections, documents] = [0, 0];
  try {
    problems.push(...fileProblems(database));
    const all = new Catalog(database).all();
    const total = all.reduce((sum, { count }) => sum + count, 0);
    for (const collection of all) {
      collections++;
      const found = await inTurns(checkCollection(database, collection), (done) =>
        onProgress?.({ done: documents + done, total }),
      );
      documents += found.documents;
      problems.push(...found.problems);
      if (problems.length >= ENOUGH) break;
    }
  } catch (error) {
    problems.push(`The file is damaged: ${error instanceof Error ? error.message : String(error)}.`);
  } finally {
    // Looking at a document may have made a note about an index.
    database.rollback();
    database.close();
  }
  return { problems: problems.slice(0, ENOUGH), collections, documents };
}

async function inTurns(work: Generator<number, Found>, onPage: (documents: number) => void): Promise<Found> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    onPage(step.value);
    await turn();
  }
}

function fileProblems(database: Database): string[] {
  const rows = database.statement(`PRAGMA integrity_check(${ENOUGH})`).all();
  return rows.map((row) => String(columns(row)[0])).filter((line) => line !== 'ok');
}

/** What is found wrong in a collection, and how many documents it holds. */
interface Found {
  readonly documents: number;
  readonly problems: readonly string[];
}

/**
 * Every key of every document is in its index, and as many entries as keys means that there are no others. Answers after
 * each page how many documents have been read.
 */
export function* checkCollection(database: Database, collection: Collection): Generator<number, Found> {
  const problems: string[] = [];
  const keys = new Map(collection.indexes.map((index) => [index, 0]));
  const page = database.statement(`SELECT r, v FROM ${collection.table} WHERE r > ? ORDER BY r LIMIT ${PAGE}`);
  let documents = 0;
  for (let last = 0; ;) {
    const rows = page.all(last);
    for (const row of rows) {
      const [r, v] = columns(row);
      last = Number(r);
      documents++;
      for (const index of collection.indexes)
        keys.set(index, (keys.get(index) ?? 0) + checkKeys(database, index, last, bytes(v), problems));
    }
    yield documents;
    if (rows.length < PAGE || problems.length >= ENOUGH) break;
  }
  for (const [index, expected] of keys) {
    const entries = Number(columns(database.statement(`SELECT count(*) FROM ${index.table}`).get())[0]);
    if (entries !== expected)
      problems.push(
        `${collection.namespace}: the index ${index.name} has ${entries} entries, and its documents ${expected} keys.`,
      );
  }
  if (collection.count !== documents)
    problems.push(`${collection.namespace}: counts ${collection.count} documents and holds ${documents}.`);
  return { documents, problems: problems.map((problem) => problem.replace('?', collection.namespace)) };
}

/** How many keys the document has in the index; those that are not there are told. */
function checkKeys(database: Database, index: CollectionIndex, row: number, raw: Buffer, problems: string[]): number {
  const known = index.multikey.join();
  const keys = index.keysOf(decode(raw));
  if (index.multikey.join() !== known) problems.push(`?: the index ${index.name} does not know that it holds arrays.`);
  const find = database.statement(`SELECT 1 FROM ${index.table} WHERE k = ? AND r = ?`);
  for (const key of keys)
    if (find.get(key, row) === undefined)
      problems.push(`?: the document in row ${row} is missing in the index ${index.name}.`);
  return keys.length;
}
