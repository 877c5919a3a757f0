import { expect } from '@jest/globals';
import type fc from 'fast-check';
import mongoose from 'mongoose';
import type { StoreInUse } from '../support/use-store.ts';
import type { Index } from './generate.ts';
import { matches } from './match.ts';
import { hasParallelArrays } from './shape.ts';
import { canonical, fromDriver, isFields, type Fields } from './values.ts';

type Rows = mongoose.mongo.Collection<{ _id: number }>;

/** One set of documents twice: in a collection without indexes and in one with them. */
export interface Arena {
  readonly plain: Rows;
  readonly indexed: Rows;
  /** What both really hold: an index may have refused a document with two arrays in it. */
  readonly documents: readonly Fields[];
}

/** How many cases a run has. The short form is part of every build, the full form multiplies it. */
export const scale = Number(process.env.STORE_CASES ?? 1);
export const seed = Number(process.env.STORE_SEED ?? Date.now() % 2 ** 31);

export function runs(count: number): fc.Parameters<unknown> {
  return { seed, numRuns: Math.ceil(count * scale), endOnFailure: false, interruptAfterTimeLimit: 3_600_000 };
}

export async function arrange(
  store: StoreInUse,
  indexes: readonly Index[],
  documents: readonly Fields[],
): Promise<Arena> {
  const plain = store.db.collection<{ _id: number }>('plain');
  const indexed = store.db.collection<{ _id: number }>('indexed');
  await Promise.all([plain.deleteMany({}), indexed.drop()]);
  await indexed.createIndexes(indexes.map((index) => ({ ...index, key: { ...index.key } })));
  const refused = await insertAll(indexed, documents);
  const parallel = documents.flatMap((document, position) => (isRefused(document, indexes) ? [position] : []));
  expect([...refused].toSorted((a, b) => a - b)).toEqual(parallel);
  const accepted = documents.filter((_, position) => !refused.has(position));
  if (accepted.length > 0) await insertAll(plain, accepted);
  return { plain, indexed, documents: accepted };
}

/** Two arrays of a document side by side in one index: error 171. */
export function isRefused(document: Fields, indexes: readonly Index[]): boolean {
  return indexes.some(
    ({ key, partialFilterExpression: only }) =>
      (only === undefined || matches(only, document)) && hasParallelArrays(document, key),
  );
}

/** Answers the positions that an index over two arrays refused. Any other refusal is a failure of the store. */
async function insertAll(rows: Rows, documents: readonly Fields[]): Promise<Set<number>> {
  try {
    // The model's documents carry whole `_id`s; the driver's types cannot know.
    await rows.insertMany(documents as { _id: number }[], { ordered: false });
    return new Set();
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) throw error;
    const failures = [error.writeErrors].flat();
    const other = failures.find((failure) => failure.code !== 171);
    if (other) throw error;
    return new Set(failures.map((failure) => failure.index));
  }
}

/** Reads with every number in its own type, as texts that can be compared. */
export async function texts(
  cursor: { toArray(): Promise<unknown[]> },
  text: (document: Fields) => string = canonical,
): Promise<string[]> {
  const documents = (await cursor.toArray()).map(fromDriver);
  return documents.filter(isFields).map(text);
}

export const exact = { promoteValues: false } as const;
