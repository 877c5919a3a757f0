import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { BSONRegExp, isDocument, type Document } from '../bson/types.ts';
import { Database } from '../storage/database.ts';
import { Engine } from './engine.ts';

let folder: string;
let database: Database;
let engine: Engine;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-engine-'));
  database = new Database(join(folder, 'store'));
  engine = new Engine(database, {
    onFailure: (error) => {
      throw error;
    },
  });
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

async function run(body: Document, documents: Document[] = []): Promise<Document> {
  const request = { body: { ...body, $db: 'hearth' }, documents: documents.map(encode), connectionId: 1 };
  return decode(await engine.run(request));
}

const partial = (filter: Document): Document => ({ key: { a: 1 }, partialFilterExpression: filter });

test.each<[string, Document, number]>([
  ['a command there is not', { fly: 1 }, 59],
  ['a field that a command does not know', { find: 'posts', colour: 'red' }, 40415],
  ['a field that a statement does not know', { update: 'posts', updates: [{ q: {}, u: {}, colour: 1 }] }, 40415],
  ['a transaction', { find: 'posts', txnNumber: 1n, autocommit: false, startTransaction: true }, 20],
  ['a number of a retryable write', { delete: 'posts', deletes: [{ q: {}, limit: 0 }], txnNumber: 1n }, 20],
  ['more than one server to write to', { insert: 'posts', writeConcern: { w: 2 } }, 2],
  ['a collation', { find: 'posts', collation: { locale: 'de' } }, 238],
  ['an empty batch', { insert: 'posts' }, 16],
  ['a negative skip', { find: 'posts', skip: -1 }, 51024],
  ['a cursor that never was', { getMore: 5n, collection: 'posts' }, 43],
  ['a collection without a name', { find: '' }, 73],
  ['an aggregation of no collection', { aggregate: 1, pipeline: [{ $match: {} }], cursor: {} }, 73],
  ['constants of an update', { update: 'posts', updates: [{ q: {}, u: [], c: { a: 1 } }] }, 40415],
  ['an expiry without end', { createIndexes: 'posts', indexes: [{ key: { a: 1 }, expireAfterSeconds: 1e15 }] }, 67],
  ['an expiry of NaN', { createIndexes: 'posts', indexes: [{ key: { a: 1 }, expireAfterSeconds: NaN }] }, 67],
  ['$ne in a partial index', { createIndexes: 'posts', indexes: [partial({ a: { $ne: 1 } })] }, 67],
  ['$exists: false in a partial index', { createIndexes: 'posts', indexes: [partial({ a: { $exists: false } })] }, 67],
  ['a pattern in a partial index', { createIndexes: 'posts', indexes: [partial({ a: new BSONRegExp('x') })] }, 67],
])('%s is refused by its code', async (_name, body, code) => {
  expect(await run(body)).toMatchObject({ ok: 0, code });
});

test('indexes asked for together are made together or not at all', async () => {
  await run({ insert: 'posts' }, [
    { _id: 1, a: 1 },
    { _id: 2, a: 1 },
  ]);
  const indexes = [{ key: { b: 1 } }, { key: { a: 1 }, unique: true }];
  expect(await run({ createIndexes: 'posts', indexes })).toMatchObject({ ok: 0, code: 11000, keyPattern: { a: 1 } });
  expect(engine.catalog.find('hearth.posts')?.indexes.map(({ name }) => name)).toEqual(['_id_']);
});

test('an ordered batch keeps what came before the fault, and says where the fault is', async () => {
  const reply = await run({ insert: 'posts' }, [{ _id: 1 }, { _id: 1 }, { _id: 2 }]);
  expect(reply).toMatchObject({ ok: 1, n: 1, writeErrors: [{ index: 1, code: 11000, keyValue: { _id: 1 } }] });
});

test('what an index can count it counts as looking does, in steps, and an array once', async () => {
  const many = Array.from({ length: 21_000 }, (_, n) => ({ _id: n, a: n % 20_500 === 0 ? null : 'x', b: n % 3 }));
  await run({ insert: 'posts' }, many);
  await run({ insert: 'posts' }, [{ _id: -1, a: 'y', b: [0, 1] }]);
  await run({ createIndexes: 'posts', indexes: [{ key: { a: 1 } }, { key: { b: 1 } }] });
  const filters: Document[] = [
    ...[{ a: 'x' }, { a: { $in: ['x', 'y'] } }, { a: null }, { a: 'z' }, { a: { $gte: 'x' } }, { b: { $in: [0, 1] } }],
    ...[{ a: 'x', b: 1 }, { a: { $ne: 'x' } }],
  ];
  for (const query of filters) {
    const { n } = await run({ count: 'posts', query, hint: { $natural: 1 } });
    const some = Math.min(Number(n) - 7, 15_000);
    expect([query, await run({ count: 'posts', query })]).toMatchObject([query, { n }]);
    if (some > 0) expect(await run({ count: 'posts', query, skip: 7, limit: 15_000 })).toMatchObject({ n: some });
  }
  expect(await run({ count: 'posts', query: { a: 'x' } })).toMatchObject({ n: 20_998 });
}, 60_000);

test('a cursor over a collection that was dropped ends with a refusal, not with other documents', async () => {
  const many = Array.from({ length: 2_000 }, (_, _id) => ({ _id, text: 'x'.repeat(2_000) }));
  await run({ insert: 'posts' }, many);
  const { cursor } = await run({ find: 'posts', batchSize: 2 });
  const id = isDocument(cursor) ? (cursor['id'] ?? 0n) : 0n;
  await run({ drop: 'posts' });
  await run({ insert: 'posts' }, many);
  expect(await run({ getMore: id, collection: 'posts', batchSize: 2_000 })).toMatchObject({ ok: 0, code: 175 });
});

test('what has expired is removed, and what has no date stays', async () => {
  await run({ createIndexes: 'posts', indexes: [{ key: { at: 1 }, expireAfterSeconds: 60 }] });
  const at = (seconds: number): Date => new Date(Date.now() - seconds * 1000);
  await run({ insert: 'posts' }, [{ _id: 1, at: at(90) }, { _id: 2, at: at(30) }, { _id: 3 }, { _id: 4, at: 'then' }]);
  expect(await engine.tick()).toBe(1);
  expect(await run({ distinct: 'posts', key: '_id' })).toMatchObject({ values: [2, 3, 4] });
  expect(await engine.tick()).toBe(0);
});

test('what is rolled back was never there', async () => {
  await run({ insert: 'posts' }, [{ _id: 1 }]);
  engine.beforeCommit();
  database.commit();
  await run({ insert: 'posts' }, [{ _id: 2 }]);
  await run({ insert: 'others' }, [{ _id: 1 }]);
  engine.rollback();
  expect(await run({ count: 'posts' })).toMatchObject({ n: 1 });
  expect(engine.catalog.find('hearth.others')).toBeUndefined();
  expect(await run({ insert: 'posts' }, [{ _id: 2 }])).toMatchObject({ ok: 1, n: 1 });
});

test('a reply larger than a document may be is refused', async () => {
  await run(
    { insert: 'posts' },
    [1, 2].map((_id) => ({ _id, text: String(_id).repeat(9 << 20) })),
  );
  expect(await run({ distinct: 'posts', key: 'text' })).toMatchObject({ ok: 0, code: 10334 });
});
