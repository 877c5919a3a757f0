import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from '../bson/encode.ts';
import { BSONRegExp, type Document } from '../bson/types.ts';
import { Catalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';
import { Database } from '../storage/database.ts';
import { readIndexSpec } from '../storage/index-spec.ts';
import { choosePlan, type Question } from './choose.ts';
import { findRows, documentOf, withoutPauses } from './find.ts';
import type { Plan } from './plan.ts';
import type { Source } from './scan.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearth-plan-'));
let database: Database;
let catalog: Catalog;
let posts: Collection;

beforeAll(() => {
  database = new Database(join(folder, 'store'));
  catalog = new Catalog(database);
  posts = catalog.ensure('hearth.posts');
  const index = (key: Document, options: Document = {}) => catalog.addIndex(posts, readIndexSpec({ key, ...options }));
  index({ slug: 1 }, { unique: true });
  index({ room: 1, at: -1 });
  index({ tags: 1, at: -1 });
  index({ name: -1 });
  index({ 'votes.by': 1, 'votes.at': 1 });
  index({ state: 1 }, { partialFilterExpression: { open: true } });
  index({ mail: 1 }, { sparse: true });
  for (let n = 0; n < 30; n++) {
    posts.insert(
      encode({
        _id: n,
        slug: `s${n}`,
        room: n % 3,
        at: n,
        tags: n % 2 === 0 ? ['even', `t${n}`] : ['odd'],
        name: `n${n}`,
        votes: [
          { by: n, at: 1 },
          { by: n + 1, at: 2 },
        ],
        state: n % 4,
        open: n % 5 === 0,
        ...(n % 6 === 0 ? { mail: `m${n}` } : {}),
      }),
    );
  }
});

afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const source = (): Source => ({ database, collection: posts, isCurrent: () => true });
const plan = (question: Question): Plan => choosePlan(posts, question);
const indexOf = (chosen: Plan): string => (chosen.kind === 'index' ? chosen.index.name : chosen.kind);
const ids = (question: Question): unknown[] =>
  [...withoutPauses(findRows(source(), question))].map((row) => documentOf(row)['_id']);

describe('which index', () => {
  test.each<[string, Document, string, boolean]>([
    ['one key of a unique index', { slug: 's3' }, 'slug_1', true],
    ['a point and a range of a compound index', { room: 1, at: { $gt: 5 } }, 'room_1_at_-1', true],
    ['a point, and a condition beside it', { room: 1, other: 1 }, 'room_1_at_-1', false],
    ['several points', { room: { $in: [0, 2] } }, 'room_1_at_-1', true],
    ['a prefix', { name: new BSONRegExp('^n2') }, 'name_-1', false],
    ['null', { room: null }, 'room_1_at_-1', false],
    ['an element of an array', { tags: 'odd' }, 'tags_1_at_-1', true],
    ['two bounds on an array', { tags: { $gt: 'a', $lt: 'b' } }, 'tags_1_at_-1', false],
    ['nothing that helps', { other: 1 }, 'whole', false],
    ['no condition at all', {}, 'whole', true],
    ['a negation', { room: { $ne: 1 } }, 'whole', false],
    ['a filter that a partial index does not cover', { state: 1 }, 'whole', false],
    ['a filter that a partial index covers', { state: 1, open: true }, 'state_1', false],
    ['null under a sparse index', { mail: null }, 'whole', false],
    ['presence under a sparse index', { mail: 'm6' }, 'mail_1', true],
    ['no alternative', { room: { $in: [] } }, 'nothing', true],
  ])('%s', (_name, filter, index, isExact) => {
    const chosen = plan({ filter });
    expect([indexOf(chosen), chosen.isExact]).toEqual([index, isExact]);
  });

  test('an $or is the union of its branches if each has an index, else everything is read', () => {
    expect(plan({ filter: { $or: [{ slug: 's1' }, { room: 2 }] } }).kind).toBe('union');
    expect(plan({ filter: { $or: [{ slug: 's1' }, { other: 2 }] } }).kind).toBe('whole');
  });

  test('a hint is followed even where another index is better, and refused where it cannot answer', () => {
    expect(indexOf(plan({ filter: { slug: 's1' }, hint: { name: -1 } }))).toBe('name_-1');
    expect(indexOf(plan({ filter: { slug: 's1' }, hint: { $natural: 1 } }))).toBe('whole');
    expect(() => plan({ filter: {}, hint: 'nowhere' })).toThrow(expect.objectContaining({ code: 2 }));
    expect(() => plan({ filter: {}, hint: { state: 1 } })).toThrow(expect.objectContaining({ code: 291 }));
  });

  test('two fields of the elements of one array are not bounded together', () => {
    const chosen = plan({ filter: { 'votes.by': 3, 'votes.at': 1 } });
    expect(chosen).toMatchObject({ kind: 'index', isExact: false });
    // 2 votes in 2 and at 1 in another element: found, since the filter does not ask for one element.
    expect(ids({ filter: { 'votes.by': 3, 'votes.at': 1 } }).toSorted()).toEqual([2, 3]);
  });
});

describe('which order', () => {
  test.each<[string, Question, boolean]>([
    ['behind a point', { filter: { room: 1 }, sort: { at: -1 } }, true],
    ['behind a point, backwards', { filter: { room: 1 }, sort: { at: 1 } }, true],
    ['the first field', { filter: {}, sort: { room: 1, at: -1 } }, true],
    ['in directions the index does not have', { filter: {}, sort: { room: 1, at: 1 } }, false],
    ['by a field that holds arrays', { filter: { tags: 'even' }, sort: { tags: 1 } }, false],
    ['behind an element of an array', { filter: { tags: 'even' }, sort: { at: -1 } }, true],
    ['merged from a few points, for a page', { filter: { room: { $in: [0, 1] } }, sort: { at: -1 }, limit: 5 }, true],
    ['merged from a few points, for all', { filter: { room: { $in: [0, 1] } }, sort: { at: -1 } }, false],
  ])('%s', (_name, question, isSorted) => {
    expect(plan(question).isSorted).toBe(isSorted);
  });

  test('several points are merged into one order', () => {
    const page = ids({ filter: { room: { $in: [0, 2] } }, sort: { at: -1 }, limit: 6 });
    expect(page).toEqual([29, 27, 26, 24, 23, 21]);
  });

  test('a document is found once however many of its elements match', () => {
    expect(ids({ filter: { tags: { $gte: 'e' } } })).toHaveLength(30);
  });
});
