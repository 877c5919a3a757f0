import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { checkStore, startEmbedded, type EmbeddedStore } from '../../server/src/embedded/index.ts';
import { killChildren, serveInChild } from './support/child-store.ts';
import { useFolder } from './support/use-folder.ts';
import { failureOf } from './support/use-store.ts';

const { MongoClient } = mongoose.mongo;
const folder = useFolder();
let store: EmbeddedStore;
let client: mongoose.mongo.MongoClient;
type Row = mongoose.mongo.BSON.Document & { _id: number };
const rows = (): mongoose.mongo.Collection<Row> => client.db('hearth').collection<Row>('rows');

function faulty(name: string, mode: 'alwaysOn' | 'off' | { times: number }, data: object = {}): Promise<unknown> {
  return client.db('admin').command({ configureFailPoint: name, mode, data });
}

beforeAll(async () => {
  store = await startEmbedded({ dir: folder('faults'), faults: true });
  client = await new MongoClient(store.uri, { retryReads: false, retryWrites: false }).connect();
});
beforeEach(() => rows().deleteMany({}));
afterAll(async () => {
  killChildren();
  await client.close();
  await store.close();
});

test('an upsert can be told that another was faster, and other updates are left alone', async () => {
  await faulty('failCommand', { times: 1 }, { failCommands: ['update'], errorCode: 11000, onlyUpserts: true });
  expect(await rows().updateOne({ _id: 1 }, { $set: { a: 1 } })).toMatchObject({ matchedCount: 0 });
  const upsert = () => rows().updateOne({ _id: 1 }, { $set: { a: 1 } }, { upsert: true });
  expect(await failureOf(upsert())).toMatchObject({ code: 11000 });
  expect(await rows().countDocuments()).toBe(0);
  expect(await upsert()).toMatchObject({ upsertedCount: 1 });
});

test('a write can meet a conflict', async () => {
  await faulty('failCommand', { times: 1 }, { failCommands: ['insert'], errorCode: 112 });
  expect(await failureOf(rows().insertOne({ _id: 1 }))).toMatchObject({ code: 112 });
  expect(await rows().countDocuments()).toBe(0);
});

test('a connection can be cut before a command, and nothing is written', async () => {
  await faulty('failCommand', { times: 1 }, { failCommands: ['insert'], closeConnection: true });
  expect(await failureOf(rows().insertOne({ _id: 1 }))).toMatchObject({ name: 'MongoNetworkError' });
  expect(await rows().countDocuments()).toBe(0);
});

test('a connection can be cut after a command, and it is written all the same', async () => {
  await faulty('closeAfterCommit', { times: 1 }, { failCommands: ['insert'] });
  expect(await failureOf(rows().insertOne({ _id: 1 }))).toMatchObject({ name: 'MongoNetworkError' });
  expect(await rows().find().toArray()).toEqual([{ _id: 1 }]);
});

test('an answer can be slow', async () => {
  const data = { failCommands: ['find'], blockConnection: true, blockTimeMS: 300 };
  await faulty('failCommand', { times: 1 }, data);
  const started = performance.now();
  expect(await rows().find().toArray()).toEqual([]);
  expect(performance.now() - started).toBeGreaterThan(290);
});

test('a full disk refuses everything that was to be written together, and leaves no trace', async () => {
  await rows().insertOne({ _id: 0 });
  await faulty('fullDisk', 'alwaysOn');
  const writes = [1, 2, 3].map((_id) => failureOf(rows().insertOne({ _id })));
  for (const failure of await Promise.all(writes)) expect(failure).toMatchObject({ code: 14031 });
  await faulty('fullDisk', 'off');
  await rows().insertOne({ _id: 4 });
  expect(await rows().find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 0 }, { _id: 4 }]);
  expect(await rows().countDocuments({})).toBe(2);
});

test('a worker that fails ends its process in one sentence, and the store opens again with all that was acknowledged', async () => {
  const child = await serveInChild(folder('crashed'), 'faulty');
  const other = await new MongoClient(child.uri, { writeConcern: { w: 'majority', journal: true } }).connect();
  await other.db('hearth').collection<Row>('rows').insertOne({ _id: 1 });
  await other.db('admin').command({ configureFailPoint: 'crash', mode: 'alwaysOn' });
  const { code, stderr } = await child.end;
  expect(code).not.toBe(0);
  expect(stderr).toContain('The embedded store has failed. What was acknowledged is safe on the disk.');
  await other.close();
  expect(await checkStore({ dir: folder('crashed') })).toMatchObject({ problems: [], documents: 1 });
}, 60_000);

test('a flush that fails ends the process before anybody is told that their words are safe', async () => {
  const child = await serveInChild(folder('unflushed'), 'faulty');
  const other = await new MongoClient(child.uri, { writeConcern: { w: 'majority', journal: true } }).connect();
  const own = other.db('hearth').collection<Row>('rows');
  await own.insertOne({ _id: 1 });
  await other.db('admin').command({ configureFailPoint: 'lostFlush', mode: 'alwaysOn' });
  const failures = await Promise.all([2, 3].map((_id) => failureOf(own.insertOne({ _id }))));
  // The driver hands on as it is what breaks a line while it writes to it.
  for (const failure of failures)
    expect(String(failure)).toMatch(/Mongo(Network|PoolCleared|ServerSelection)|EPIPE|ECONNRESET/);
  const { code, stderr } = await child.end;
  expect(code).not.toBe(0);
  expect(stderr).toContain('The embedded store has failed. What was acknowledged is safe on the disk.');
  await other.close();
  expect(await checkStore({ dir: folder('unflushed') })).toMatchObject({ problems: [] });
}, 60_000);

test('a fail point nobody knows is an error, and without being asked for there are none at all', async () => {
  expect(await failureOf(faulty('noSuchPoint', 'alwaysOn'))).toMatchObject({ code: 91 });
  const sober = await startEmbedded({ dir: folder('sober') });
  const other = await new MongoClient(sober.uri).connect();
  const command = other.db('admin').command({ configureFailPoint: 'fullDisk', mode: 'alwaysOn' });
  expect(await failureOf(command)).toMatchObject({ code: 59 });
  await other.close();
  await sober.close();
});
