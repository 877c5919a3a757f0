import { expect, jest, test } from '@jest/globals';
import mongoose from 'mongoose';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbedded, storeFile } from '../../server/src/embedded/index.ts';
import { runAdmin, serveInChild } from './support/child-store.ts';
import { useFolder } from './support/use-folder.ts';

const { Decimal128, Long, MongoClient } = mongoose.mongo;
// Every command is a process of its own, and the machine may have other things to do.
jest.setTimeout(60_000);
const folder = useFolder();
type Row = mongoose.mongo.BSON.Document & { _id?: number };

/** Opens a store for as long as the work takes. */
async function within<T>(path: string, work: (db: mongoose.mongo.Db, uri: string) => Promise<T>): Promise<T> {
  const store = await startEmbedded({ dir: path });
  const client = await new MongoClient(store.uri).connect();
  try {
    return await work(client.db('hearth'), store.uri);
  } finally {
    await client.close();
    await store.close();
  }
}

/** A store with three topics, an index, a time-to-live index and one number of each rarer type. */
async function filled(name: string): Promise<string> {
  const path = folder(name);
  await within(path, async (db) => {
    const topics = db.collection<Row>('topics');
    await topics.createIndex({ slug: 1 }, { unique: true });
    await topics.insertMany(['one', 'two', 'three'].map((slug, _id) => ({ _id, slug, n: Long.fromNumber(5) })));
    const sessions = db.collection<Row>('sessions');
    await sessions.createIndex({ at: 1 }, { expireAfterSeconds: 3600 });
    await sessions.insertOne({ _id: 1, at: new Date(), price: Decimal128.fromString('1.50') });
    await db.command({ collMod: 'sessions', validator: { at: { $type: 'date' } } });
  });
  return path;
}

function slugs(path: string): Promise<unknown[]> {
  return within(path, async (db) => db.collection('topics').distinct('slug'));
}

test('serve prints the address first, serves until it is asked to end, and ends with 0', async () => {
  const store = await serveInChild(folder('served'), 'admin');
  expect(store.uri).toMatch(/^mongodb:\/\//);
  const client = await new MongoClient(store.uri).connect();
  await client.db('hearth').collection<Row>('topics').insertOne({ _id: 1, slug: 'one' });
  await client.close();
  expect(await store.stop()).toMatchObject({ code: 0, stderr: '' });
  expect(await slugs(folder('served'))).toEqual(['one']);
});

test('check says that all is well, with the true numbers', async () => {
  const path = await filled('checked');
  const { code, stdout } = await runAdmin('store', 'check', path);
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'All is well: 2 collections, 4 documents.\n' });
});

test('check ends with 1 when the file is damaged, and says what is wrong', async () => {
  const path = await filled('damaged');
  const file = join(path, storeFile);
  const bytes = await readFile(file);
  // The second half of the file: pages of collections and indexes, not the header.
  bytes.fill(0x55, Math.floor(bytes.length / 2));
  await writeFile(file, bytes);
  const { code, stdout, stderr } = await runAdmin('store', 'check', path);
  expect(code).toBe(1);
  expect(stdout + stderr).toMatch(/problem|damaged|malformed/i);
});

test('a folder without a store is refused in one sentence and stays as it is', async () => {
  const path = folder('nothing');
  await mkdir(path);
  for (const words of [
    ['check', path],
    ['compact', path],
    ['backup', path, join(path, 'x')],
    ['export', path, 'mongodb://127.0.0.1:1/x'],
  ]) {
    const { code, stderr } = await runAdmin('store', ...words);
    expect({ code, stderr }).toEqual({ code: 1, stderr: `There is no store in ${path}.\n` });
  }
  expect(await readdir(path)).toEqual([]);
});

test('a backup taken while the store is in use is whole, and restore makes it a store', async () => {
  const path = await filled('busy');
  const file = folder('busy.backup');
  const store = await serveInChild(path);
  expect(await runAdmin('store', 'backup', path, file)).toMatchObject({ code: 0, stderr: '' });
  const client = await new MongoClient(store.uri).connect();
  await client.db('hearth').collection<Row>('topics').insertOne({ _id: 9, slug: 'after' });
  await client.close();
  await store.stop();

  const restored = folder('restored');
  expect(await runAdmin('store', 'restore', file, restored)).toMatchObject({ code: 0, stderr: '' });
  expect(new Set(await slugs(restored))).toEqual(new Set(['one', 'two', 'three']));
  expect(new Set(await slugs(path))).toEqual(new Set(['one', 'two', 'three', 'after']));
});

test('I13: a backup under load is one moment of the store: a beginning of what each writer wrote', async () => {
  const path = folder('loaded');
  const file = folder('loaded.backup');
  const store = await serveInChild(path);
  const client = await new MongoClient(store.uri, { writeConcern: { w: 'majority', journal: true } }).connect();
  const rows = client.db('hearth').collection<Row>('rows');
  await rows.createIndex({ writer: 1, at: 1 }, { unique: true });
  await rows.insertMany(Array.from({ length: 20_000 }, (_, at) => ({ _id: at, writer: 0, at })));
  let isOver = false;
  const write = async (writer: number): Promise<void> => {
    for (let at = 0; !isOver; at++) await rows.insertOne({ _id: writer * 1e6 + at, writer, at });
  };
  const writers = [1, 2, 3, 4].map(write);
  expect(await runAdmin('store', 'backup', path, file)).toMatchObject({ code: 0, stderr: '' });
  isOver = true;
  await Promise.all(writers);
  await client.close();
  await store.stop();

  const restored = folder('unloaded');
  expect(await runAdmin('store', 'restore', file, restored)).toMatchObject({ code: 0 });
  expect(await runAdmin('store', 'check', restored)).toMatchObject({ code: 0 });
  const group = { _id: '$writer', count: { $sum: 1 }, last: { $max: '$at' } };
  const held = await within(restored, (db) =>
    db
      .collection('rows')
      .aggregate([{ $group: group }])
      .toArray(),
  );
  for (const { count, last } of held) expect(count).toBe(Number(last) + 1);
  expect(held).toEqual(expect.arrayContaining([{ _id: 0, count: 20_000, last: 19_999 }]));
});

test('restore does not touch the folder of a store that runs', async () => {
  const path = await filled('running');
  const file = folder('running.backup');
  await runAdmin('store', 'backup', path, file);
  const store = await serveInChild(path);
  const { code, stderr } = await runAdmin('store', 'restore', '--replace', file, path);
  expect(code).toBe(1);
  expect(stderr).toMatch(/in use by another process/);
  await store.stop();
  expect(await slugs(path)).toHaveLength(3);
});

test('backup does not overwrite a file', async () => {
  const path = await filled('careful');
  const file = folder('precious');
  await writeFile(file, 'precious');
  const { code, stderr } = await runAdmin('store', 'backup', path, file);
  expect(code).toBe(1);
  expect(stderr).toContain(file);
  expect(await readFile(file, 'utf8')).toBe('precious');
});

test('restore refuses a folder that holds something, and puts it aside when told to', async () => {
  const [source, target] = [await filled('source'), folder('target')];
  await within(target, (db) => db.collection<Row>('topics').insertOne({ _id: 1, slug: 'older' }));
  const file = folder('source.backup');
  await runAdmin('store', 'backup', source, file);

  const refused = await runAdmin('store', 'restore', file, target);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--replace') });
  expect(await slugs(target)).toEqual(['older']);

  const { code, stdout } = await runAdmin('store', 'restore', '--replace', file, target);
  expect(code).toBe(0);
  expect(await slugs(target)).toHaveLength(3);
  const aside = /The store that was there is in (.+)\./.exec(stdout)?.[1] ?? '';
  expect(await slugs(aside)).toEqual(['older']);
});

test('restore refuses a file that is no backup and leaves the folder alone', async () => {
  const path = await filled('kept');
  const file = folder('noise');
  await writeFile(file, Buffer.alloc(50_000, 7));
  const { code, stderr } = await runAdmin('store', 'restore', '--replace', file, path);
  expect(code).toBe(1);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(await slugs(path)).toHaveLength(3);
});

test('export copies documents with their types and indexes with their options, and counts', async () => {
  const path = await filled('exported');
  await within(folder('elsewhere'), async (db, uri) => {
    const { code, stdout } = await runAdmin('store', 'export', path, uri);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Copied and counted: 2 collections, 4 documents.\n' });
    expect(await db.collection('topics').indexes()).toMatchObject([{ name: '_id_' }, { name: 'slug_1', unique: true }]);
    expect(await db.collection('sessions').indexes()).toMatchObject([{}, { name: 'at_1', expireAfterSeconds: 3600 }]);
    expect(await db.collection('topics').countDocuments({ n: { $type: 'long' } })).toBe(3);
    expect(await db.collection('sessions').countDocuments({ price: { $type: 'decimal' } })).toBe(1);

    const [sessions] = await db.listCollections({ name: 'sessions' }).toArray();
    expect(sessions).toMatchObject({ options: { validator: { at: { $type: 'date' } } } });

    expect(await runAdmin('store', 'export', path, uri)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--replace'),
    });
    expect(await runAdmin('store', 'export', '--replace', path, uri)).toMatchObject({ code: 0 });
    expect(await db.collection('topics').countDocuments()).toBe(3);
  });
});

test('export says so when nobody answers at the address', async () => {
  const path = await filled('unanswered');
  const { code, stderr } = await runAdmin(
    'store',
    'export',
    path,
    'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=300',
  );
  expect(code).toBe(1);
  expect(stderr).toMatch(/^The server to copy to does not answer: /);
});

test('export says so when the address is none, and leaves the store alone', async () => {
  const path = await filled('nowhere');
  const { code, stderr } = await runAdmin('store', 'export', path, 'localhost:27017/hearth');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^This is no address to copy to, [^\n]+\n$/),
  });
  expect(await runAdmin('store', 'check', path)).toMatchObject({ code: 0 });
});

test('compact gives room back and changes nothing else', async () => {
  const path = await filled('shrunk');
  await within(path, async (db) => {
    const big = db.collection<Row>('big');
    await big.insertMany(Array.from({ length: 500 }, (_, _id) => ({ _id, text: 'x'.repeat(10_000) })));
    await big.deleteMany({});
  });
  const { code, stdout } = await runAdmin('store', 'compact', path);
  expect(code).toBe(0);
  const [before = 0, after = 0] = [...stdout.matchAll(/([\d.]+) MB/g)].map(([, megabytes]) => Number(megabytes));
  expect(after).toBeLessThan(before / 2);
  expect(await slugs(path)).toHaveLength(3);
  expect(await runAdmin('store', 'check', path)).toMatchObject({ code: 0 });
});
