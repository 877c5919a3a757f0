import { beforeEach, expect, jest, test } from '@jest/globals';
import mongoose from 'mongoose';
import { randomBytes, randomInt } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  checkStore,
  compactStore,
  overwriteCommand,
  startEmbedded,
  storeFile,
  type EmbeddedStore,
} from '../../server/src/embedded/index.ts';
import { useFolder } from './support/use-folder.ts';

const { MongoClient } = mongoose.mongo;
jest.setTimeout(60_000);
const folder = useFolder();
type Row = mongoose.mongo.BSON.Document & { _id: number };

const MANY = 3_000;
/** Every third document has something that is to be forgotten, in its text and in three indexes. */
const isSecret = (no: number): boolean => no % 3 === 0;
const word = (no: number): string => (isSecret(no) ? `secret-${no}` : `public-${no}`);
const text = (most: number): string => 't'.repeat(randomInt(most));
const shuffled = (): number[] =>
  Array.from({ length: MANY }, (_, no) => ({ no, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ no }) => no);

/** How often one of the secrets stands in each file of a folder. */
async function found(path: string): Promise<Record<string, number>> {
  const names = await readdir(path);
  const counts = names.map(async (name) => {
    const bytes = await readFile(join(path, name), 'latin1');
    return [name, bytes.match(/secret-\d+/g)?.length ?? 0] as const;
  });
  return Object.fromEntries((await Promise.all(counts)).filter(([, count]) => count > 0));
}

let path: string;
let store: EmbeddedStore;
let client: mongoose.mongo.MongoClient;
let rows: mongoose.mongo.Collection<Row>;

async function open(): Promise<void> {
  store = await startEmbedded({ dir: path });
  client = await new MongoClient(store.uri, { writeConcern: { w: 'majority', journal: true } }).connect();
  rows = client.db('hearth').collection<Row>('rows');
}

async function close(): Promise<void> {
  await client.close();
  await store.close();
}

async function fill(): Promise<void> {
  await rows.createIndexes([{ key: { word: 1 } }, { key: { key: 1, word: -1 } }, { key: { 'list.word': 1 } }]);
  const all = shuffled();
  for (let at = 0; at < MANY; at += 20)
    await rows.insertMany(
      all.slice(at, at + 20).map((_id) => ({
        _id,
        word: word(_id),
        key: randomBytes(3).toString('hex'),
        list: [{ word: word(_id) }, { word: `${_id}` }],
        // Some are longer than a page.
        text: text(_id % 16 === 0 ? 12_000 : 900),
      })),
    );
}

/** Half of the secrets are deleted and half are changed, in any order. */
async function forget(): Promise<void> {
  const clean = { word: 'gone', list: [] };
  for (const _id of shuffled().filter(isSecret)) {
    if (_id % 2 === 0) await rows.deleteOne({ _id });
    else await rows.updateOne({ _id }, { $set: { ...clean, text: text(2_000) } });
  }
}

let count = 0;
beforeEach(() => {
  path = folder(`erased-${count++}`);
});

test('H11: what was deleted or changed is in no byte of any file, while the store goes on and is written to', async () => {
  await open();
  await fill();
  await forget();
  let isOver = false;
  const writing = (async () => {
    for (let no = 1; !isOver; no = (no + 3) % MANY) await rows.updateOne({ _id: no }, { $set: { text: text(3_000) } });
  })();
  await client.db('admin').command({ [overwriteCommand]: 1 });
  expect(await found(path)).toEqual({});
  // Nothing comes back with the pages that are written next.
  for (let no = 1; no < MANY; no += 3) await rows.updateOne({ _id: no }, { $set: { text: text(3_000) } });
  isOver = true;
  await writing;
  expect(await found(path)).toEqual({});
  await close();
  expect(await found(path)).toEqual({});
  expect(await checkStore({ dir: path })).toMatchObject({ problems: [], documents: (MANY * 5) / 6 });
});

test('H11: a copy that is taken meanwhile is whole, and one that is taken afterwards holds nothing of it', async () => {
  await open();
  await fill();
  await forget();
  const admin = client.db('admin');
  const copies = [join(path, 'first'), join(path, 'second')];
  await Promise.all([
    admin.command({ backupEmbeddedStore: copies[0] }),
    admin.command({ [overwriteCommand]: 1 }),
    admin.command({ [overwriteCommand]: 1 }),
  ]);
  await admin.command({ backupEmbeddedStore: copies[1] });
  await close();
  expect(await found(path)).not.toHaveProperty('second');
  for (const copy of copies) {
    const file = new DatabaseSync(copy);
    expect(file.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    file.close();
  }
});

test('H11: after compact nothing of it is left', async () => {
  await open();
  await fill();
  await forget();
  await close();
  compactStore({ dir: path });
  expect(await found(path)).toEqual({});
  expect(await readdir(path)).toEqual([storeFile]);
});

test('H11: what an older version left in a file is gone once this one has opened it', async () => {
  await open();
  await fill();
  await close();
  // As versions wrote it that only marked as free what was deleted.
  const file = new DatabaseSync(join(path, storeFile));
  file.exec('PRAGMA secure_delete = OFF; PRAGMA user_version = 1');
  const [rowsId] = file.prepare("SELECT id FROM collections WHERE namespace = 'hearth.rows'").all();
  file.exec(`DELETE FROM documents_${String(rowsId?.['id'])} WHERE instr(v, 'secret-') > 0`);
  const indexes = file.prepare("SELECT name FROM sqlite_schema WHERE name GLOB 'index_[0-9]*'").all();
  for (const { name } of indexes) file.exec(`DELETE FROM ${String(name)} WHERE instr(k, 'secret-') > 0`);
  file.close();
  expect(await found(path)).not.toEqual({});
  const before = (await stat(join(path, storeFile))).size;

  await open();
  expect(await found(path)).toEqual({});
  expect((await stat(join(path, storeFile))).size).toBeLessThan(before);
  await close();
});
