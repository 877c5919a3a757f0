import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { posts } from '../support/posts.ts';
import { failureOf, found, useStore } from '../support/use-store.ts';

const { Decimal128, Double, Int32, Long } = mongoose.mongo;
const store = useStore();

test('regular expressions match by literal, by option i, inside $in and under $not', async () => {
  const rows = await store.holding(...posts);
  expect(await found(rows, { t: { $regex: '^b', $options: 'i' } })).toEqual([2]);
  expect(await found(rows, { t: /ta$/ })).toEqual([2, 4]);
  expect(await found(rows, { t: { $in: [/^al/, 'eps'] } })).toEqual([1, 5]);
  expect(await found(rows, { t: { $not: /a$/ } })).toEqual([5]);
});

test('$in, $nin, $ne, $exists and null treat a missing field as null', async () => {
  const rows = await store.holding(...posts);
  expect(await found(rows, { n: { $in: [3, 9] } })).toEqual([2, 3]);
  expect(await found(rows, { 'au.id': { $in: [null, 8] } })).toEqual([2, 3, 4, 5]);
  expect(await found(rows, { 'au.id': { $ne: 7 } })).toEqual([2, 3, 4, 5]);
  expect(await found(rows, { au: { $exists: false } })).toEqual([3, 4, 5]);
  expect(await found(rows, { n: null })).toEqual([4]);
  expect(await found(rows, { cm: null })).toEqual([4, 5]);
  expect(await found(rows, { n: { $nin: [3, null] } })).toEqual([1, 3, 5]);
});

test('arrays match by element, as a whole, by position, $size and $all', async () => {
  const rows = await store.holding(...posts);
  expect(await found(rows, { tags: 'a' })).toEqual([1, 4]);
  expect(await found(rows, { tags: ['a', 'b'] })).toEqual([1]);
  expect(await found(rows, { tags: ['a'] })).toEqual([5]);
  expect(await found(rows, { tags: [] })).toEqual([3]);
  expect(await found(rows, { 'tags.0': 'b' })).toEqual([2]);
  expect(await found(rows, { tags: { $size: 2 } })).toEqual([1, 4]);
  expect(await found(rows, { tags: { $all: ['a', 'c'] } })).toEqual([4]);
  expect(await found(rows, { 'tags.1': { $exists: true } })).toEqual([1, 4]);
});

test('$elemMatch asks one element for everything, dotted paths ask any', async () => {
  const rows = await store.holding(...posts);
  expect(await found(rows, { cm: { $elemMatch: { by: 1, s: { $gt: 5 } } } })).toEqual([3]);
  expect(await found(rows, { 'cm.by': 1, 'cm.s': { $gt: 8 } })).toEqual([1]);
  await rows.insertOne({ _id: 9, sc: [1, 7, 12] });
  expect(await found(rows, { sc: { $elemMatch: { $gt: 5, $lt: 10 } } })).toEqual([9]);
  expect(await found(rows, { sc: { $gt: 10, $lt: 2 } })).toEqual([9]);
});

test('$or, $nor and $not combine; an empty $or and an unknown operator are code 2', async () => {
  const rows = await store.holding(...posts);
  expect(await found(rows, { $or: [{ n: 9 }, { tags: 'c' }] })).toEqual([3, 4]);
  expect(await found(rows, { $nor: [{ n: { $gt: 3 } }, { tags: 'c' }] })).toEqual([2]);
  expect(await found(rows, { n: { $not: { $gt: 3 } } })).toEqual([2, 4]);
  expect(await failureOf(rows.find({ $or: [] }).toArray())).toMatchObject({ code: 2 });
  expect(await failureOf(rows.find({ n: { $foo: 1 } }).toArray())).toMatchObject({ code: 2 });
});

test('a range stays within the type of its bound', async () => {
  const rows = await store.holding(
    { _id: 1, v: 1 },
    { _id: 2, v: '5' },
    { _id: 3, v: null },
    { _id: 4 },
    { _id: 5, v: new Date(5) },
    { _id: 6, v: true },
  );
  expect(await found(rows, { v: { $gt: 0 } })).toEqual([1]);
  expect(await found(rows, { v: { $lt: 'z' } })).toEqual([2]);
  expect(await found(rows, { v: { $gte: null } })).toEqual([3, 4]);
  expect(await found(rows, { v: { $lt: new Date(10) } })).toEqual([5]);
});

test('numbers of different types are one number', async () => {
  const rows = await store.holding(
    { _id: 1, v: new Int32(5) },
    { _id: 2, v: new Double(5) },
    { _id: 3, v: Long.fromNumber(5) },
    { _id: 4, v: Decimal128.fromString('5.0') },
    { _id: 5, v: 6 },
  );
  expect(await found(rows, { v: 5 })).toEqual([1, 2, 3, 4]);
  expect(await found(rows, { v: Decimal128.fromString('5') })).toEqual([1, 2, 3, 4]);
  expect(await found(rows, { v: { $gt: Decimal128.fromString('5.5') } })).toEqual([5]);
  expect(await found(rows, { v: { $in: [Long.fromNumber(5)] } })).toEqual([1, 2, 3, 4]);
});

test.each([
  ['int', [1]],
  ['double', [2]],
  ['long', [3]],
  ['decimal', [4]],
  ['number', [1, 2, 3, 4]],
  ['string', [5, 6]],
  ['array', [6]],
])('$type %s finds that type and no other', async (type, expected) => {
  const rows = await store.holding(
    { _id: 1, v: new Int32(5) },
    { _id: 2, v: new Double(5) },
    { _id: 3, v: Long.fromNumber(5) },
    { _id: 4, v: Decimal128.fromString('5.0') },
    { _id: 5, v: 's' },
    { _id: 6, v: ['s'] },
  );
  expect(await found(rows, { v: { $type: type } })).toEqual(expected);
});

test('embedded documents are equal only with their fields in one order', async () => {
  const rows = await store.holding({ _id: 1, v: { a: 1, b: 2 } }, { _id: 2, v: { b: 2, a: 1 } });
  expect(await found(rows, { v: { a: 1, b: 2 } })).toEqual([1]);
});

test('$expr compares fields with each other and $mod divides whole parts', async () => {
  const rows = await store.holding(...posts);
  expect(await found(rows, { $expr: { $gt: ['$n', { $multiply: ['$_id', 2] }] } })).toEqual([1, 3]);
  expect(await found(rows, { n: { $mod: [3, 0] } })).toEqual([2, 3, 5]);
});
