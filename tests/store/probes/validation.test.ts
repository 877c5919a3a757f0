import { expect, test } from '@jest/globals';
import type { Document } from 'bson';
import { failureOf, found, useStore, type Rows } from '../support/use-store.ts';

const store = useStore();
const validator = { $jsonSchema: { bsonType: 'object', required: ['a'], properties: { a: { bsonType: 'int' } } } };

async function validated(options: object = {}): Promise<Rows> {
  const name = store.name();
  await store.db.createCollection(name, { validator, ...options });
  return store.db.collection(name);
}

test('a validator holds for inserts, updates, replacements and upserts', async () => {
  const rows = await validated();
  await rows.insertOne({ _id: 1, a: 1 });
  const refused = [
    () => rows.insertOne({ _id: 2, b: 1 }),
    () => rows.updateOne({ _id: 1 }, { $set: { a: 'text' } }),
    () => rows.updateMany({}, { $unset: { a: '' } }),
    () => rows.replaceOne({ _id: 1 }, { b: 1 }),
    () => rows.findOneAndUpdate({ _id: 1 }, { $set: { a: 1.5 } }),
    () => rows.updateOne({ _id: 3 }, { $set: { b: 1 } }, { upsert: true }),
    () => rows.bulkWrite([{ insertOne: { document: { _id: 4 } } }]),
  ];
  for (const write of refused) expect(await failureOf(write())).toMatchObject({ code: 121 });
  expect(await rows.find().toArray()).toEqual([{ _id: 1, a: 1 }]);
  expect(await failureOf(rows.insertOne({ _id: 9 }))).toMatchObject({ errInfo: { failingDocumentId: 9 } });
});

test('a validator is passed by on request, shown, changed and taken away', async () => {
  const rows = await validated();
  await rows.insertOne({ _id: 1 }, { bypassDocumentValidation: true });
  const [shown] = await store.db.listCollections({ name: rows.collectionName }).toArray();
  expect(shown).toMatchObject({ options: { validator } });
  expect(await failureOf(rows.updateOne({ _id: 1 }, { $set: { b: 1 } }))).toMatchObject({ code: 121 });
  await store.db.command({ collMod: rows.collectionName, validationLevel: 'moderate' });
  expect(await rows.updateOne({ _id: 1 }, { $set: { b: 1 } })).toMatchObject({ modifiedCount: 1 });
  expect(await failureOf(rows.insertOne({ _id: 2 }))).toMatchObject({ code: 121 });
  await store.db.command({ collMod: rows.collectionName, validator: {} });
  await rows.insertOne({ _id: 2 });
});

test('making a collection again with other options is refused with 48', async () => {
  const rows = await validated();
  await store.db.createCollection(rows.collectionName, { validator });
  const again = store.db.createCollection(rows.collectionName, { capped: true, size: 4096 });
  expect(await failureOf(again)).toMatchObject({ code: 48 });
  expect(await failureOf(store.db.createCollection(rows.collectionName))).toMatchObject({ code: 48 });
});

/** 1 and 2 and no other meet each of these. */
test.each<[object]>([
  [{ required: ['n', 's'] }],
  [{ properties: { s: { type: 'string', minLength: 1 }, n: { minimum: 2 } }, required: ['s', 'n'] }],
  [{ required: ['n'], properties: { n: { enum: [2, 5] } } }],
  [
    {
      required: ['n'],
      properties: { n: { bsonType: ['int', 'long'], multipleOf: 1, maximum: 6, exclusiveMaximum: true } },
    },
  ],
  [{ required: ['l'], properties: { l: { items: { bsonType: 'int' }, minItems: 1, uniqueItems: true } } }],
  [{ required: ['l'], properties: { l: { items: [{ enum: [1, 7] }], additionalItems: { minimum: 2 } } } }],
  [
    {
      patternProperties: { '^[ns]$': {} },
      properties: { _id: {}, l: {} },
      additionalProperties: false,
      required: ['n'],
    },
  ],
  [{ allOf: [{ required: ['n'] }, { not: { required: ['x'] } }] }],
  [
    {
      oneOf: [
        { properties: { n: { enum: [2] } }, required: ['n'] },
        { properties: { n: { enum: [5] } }, required: ['n'] },
      ],
    },
  ],
  [{ dependencies: { l: ['s'], x: { required: ['y'] } }, required: ['l'] }],
  [{ minProperties: 4, maxProperties: 4 }],
  [{ properties: { s: { pattern: '^[ab]+$' } }, required: ['s'] }],
])('$jsonSchema %j finds what it describes', async (schema) => {
  const rows = await store.holding(
    { _id: 1, n: 2, s: 'a', l: [1, 2] },
    { _id: 2, n: 5, s: 'bb', l: [7] },
    { _id: 3, x: 1 },
    { _id: 4, l: ['x'], n: 9, x: true, s: '', z: 1 },
    { _id: 5 },
  );
  const asked: Document = { $jsonSchema: schema };
  const all = await found(rows, asked);
  expect(all).toEqual(expected(schema));
});

/** One of these is met by 4 too: it has both fields. */
function expected(schema: object): unknown[] {
  return JSON.stringify(schema) === '{"required":["n","s"]}' ? [1, 2, 4] : [1, 2];
}

test.each([
  [{ $ref: '#/x' }],
  [{ default: 1 }],
  [{ type: 'integer' }],
  [{ minimum: 'x' }],
  [{ exclusiveMinimum: true }],
])('$jsonSchema %j is refused, never ignored', async (schema) => {
  const rows = await store.holding({ _id: 1 });
  expect(await failureOf(rows.find({ $jsonSchema: schema }).toArray())).toMatchObject({ code: expect.any(Number) });
});
