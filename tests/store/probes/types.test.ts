import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { everything, failureOf, useStore } from '../support/use-store.ts';
import { useMongoose } from '../support/use-mongoose.ts';
import { z } from 'zod';

const { Code, Decimal128, Double, GridFSBucket, Int32, Long, MinKey, ObjectId, Timestamp, UUID } = mongoose.mongo;
const store = useStore();
const connected = useMongoose(store);

test('every type mongoose knows comes back as it went in', async () => {
  const fields = {
    d: Date,
    o: mongoose.Schema.Types.ObjectId,
    dec: mongoose.Schema.Types.Decimal128,
    b: Buffer,
    m: { type: Map, of: String },
    u: mongoose.Schema.Types.UUID,
    mix: mongoose.Schema.Types.Mixed,
    bi: BigInt,
  };
  const Everything = connected.model(new mongoose.Schema(fields));
  const [o, u] = [new ObjectId(), new UUID().toString()];
  const mix = { r: /a.b/im, n: [1, [2, [3]]], nul: null, s: 'héllo 😀\u0000z' };
  const bi = 9007199254740993n;
  const m = { a: 'x', 'b c': 'y' };
  await Everything.create({ d: new Date(1234567), o, dec: '12.50', b: Buffer.from([0, 1, 255]), m, u, mix, bi });
  const read = await Everything.findOne().orFail();
  expect(read.get('d')).toEqual(new Date(1234567));
  expect(['o', 'dec', 'u'].map((field) => String(read.get(field)))).toEqual([String(o), '12.50', u]);
  expect([...read.get('b')]).toEqual([0, 1, 255]);
  expect(Object.fromEntries(read.get('m'))).toEqual(m);
  expect(read.get('mix')).toEqual(mix);
  expect(read.get('bi')).toBe(bi);
});

test('the types of numbers and rarer values outlive an update beside them', async () => {
  const values = {
    i: new Int32(1),
    dbl: new Double(1),
    l: Long.fromNumber(1),
    dec: Decimal128.fromString('1'),
    mz: -0,
    ts: new Timestamp({ t: 5, i: 6 }),
    mk: new MinKey(),
    code: new Code('x'),
  };
  const rows = await store.holding({ _id: 1, ...values });
  await rows.updateOne({ _id: 1 }, { $set: { z: 1 } });
  const read = await rows.findOne({}, { promoteValues: false });
  expect(read).toMatchObject({ ...values, mz: new Double(-0) });
});

test('fields keep their order, _id comes first and new ones go to the end by name', async () => {
  const rows = store.collection();
  await rows.insertOne({ z: 1, a: 2, _id: 5, m: 3 });
  expect(Object.keys((await rows.findOne()) ?? {})).toEqual(['_id', 'z', 'a', 'm']);
  await rows.updateOne({}, { $set: { z: 9, y: 1, b: 1 } });
  expect(Object.keys((await rows.findOne()) ?? {})).toEqual(['_id', 'z', 'a', 'm', 'b', 'y']);
});

test('names that look like numbers keep their place on disk', async () => {
  const rows = store.collection();
  const fields = new Map([
    ['_id', 1],
    ['b', 1],
    ['2', 1],
    ['1', 1],
  ]);
  // The driver encodes a Map in its own order; its types know plain documents only.
  await rows.insertOne(fields);
  const raw = z.instanceof(Buffer).parse(await rows.findOne({ _id: 1 }, { raw: true }));
  // Every field is an int32: a type byte, the name, a zero and four bytes.
  const names = raw
    .subarray(4, -1)
    .toString('latin1')
    .match(/(?<=\x10)\w+(?=\0)/g);
  expect(names).toEqual(['_id', 'b', '2', '1']);
});

test('a document may have 16 MB and not more, by insert or by update', async () => {
  const rows = await store.holding({ _id: 1, s: 'x'.repeat(15e6) });
  await failureOf(rows.insertOne({ _id: 2, s: 'x'.repeat(17e6) }));
  await failureOf(rows.updateOne({ _id: 1 }, { $set: { t: 'y'.repeat(3e6) } }));
  const sizes = { length: { $strLenBytes: '$s' }, t: 1 };
  expect(await rows.aggregate([{ $project: sizes }]).toArray()).toEqual([{ _id: 1, length: 15e6 }]);
});

test('GridFS takes a file in and gives it out again', async () => {
  const bucket = new GridFSBucket(store.db, { bucketName: store.name(), chunkSizeBytes: 1000 });
  const file = Buffer.alloc(5500, 7);
  const upload = bucket.openUploadStream('f.bin');
  await new Promise((done, failed) => upload.on('finish', done).on('error', failed).end(file));
  expect(Buffer.concat(await everything(bucket.openDownloadStreamByName('f.bin')))).toEqual(file);
});

test('a field named __proto__ is only a field, and 90 levels are not too deep', async () => {
  const rows = store.collection();
  await rows.insertOne(JSON.parse('{"__proto__": {"x": 1}, "_id": 1}'));
  expect(Object.hasOwn((await rows.findOne({}, { sort: { _id: 1 } })) ?? {}, '__proto__')).toBe(true);
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  let deep = {};
  for (let level = 0; level < 90; level++) deep = { d: deep };
  await rows.insertOne({ _id: 2, deep });
  expect(await rows.findOne({ _id: 2 })).toEqual({ _id: 2, deep });
});

test('an empty timestamp at the top of a new document becomes the server’s time, deeper and in _id it stays', async () => {
  const empty = new Timestamp({ t: 0, i: 0 });
  const rows = store.db.collection<{ _id: unknown; at?: unknown; deep?: unknown }>(store.name());
  await rows.insertOne({ _id: empty, at: empty, deep: { at: empty } });
  const isEmpty = (value: unknown): boolean => value instanceof Timestamp && value.isZero();
  const inserted = await rows.findOne();
  expect([inserted?._id, inserted?.at, inserted?.deep].map(isEmpty)).toEqual([true, false, false]);
  expect(inserted?.deep).toEqual({ at: empty });
  expect(Math.abs(Object(inserted?.at).t - Date.now() / 1000)).toBeLessThan(60);
  await rows.replaceOne({}, { at: empty });
  expect(isEmpty((await rows.findOne())?.at)).toBe(false);
  await rows.updateOne({}, { $set: { at: empty } });
  expect(isEmpty((await rows.findOne())?.at)).toBe(true);
  await store.db.command({
    insert: rows.collectionName,
    documents: [{ _id: 1, at: empty }],
    bypassEmptyTsReplacement: true,
  });
  expect(isEmpty((await rows.findOne({}, { sort: { _id: 1 } }))?.at)).toBe(true);
});

test('names that look like array indexes keep their place through updates, and count for equality', async () => {
  const inOrder = new Map([
    ['b', 1],
    ['2', 1],
    ['1', 1],
  ]);
  const rows = await store.holding({ _id: 1, v: inOrder });
  await rows.createIndex({ v: 1 });
  await rows.updateOne({ _id: 1 }, { $set: { 'v.0': 1, z: 1 } });
  await rows.updateOne({ _id: 1 }, { $unset: { 'v.0': '' } });
  expect(await rows.find({ v: inOrder }).toArray()).toHaveLength(1);
  expect(await rows.find({ v: new Map([...inOrder].reverse()) }).toArray()).toEqual([]);
  const [shown] = await rows.aggregate([{ $project: { names: { $objectToArray: '$v' } } }]).toArray();
  expect(shown?.names.map(({ k }: { k: string }) => k)).toEqual(['b', '2', '1']);
});
