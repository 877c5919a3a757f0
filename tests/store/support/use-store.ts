import { afterAll, beforeAll } from '@jest/globals';
import mongoose from 'mongoose';
import { openScratchStore, type ScratchStore } from './scratch-store.ts';

const { MongoClient } = mongoose.mongo;

/** A document of a probe: any fields, and an `_id` of the kinds the probes use. */
export type Row = mongoose.mongo.BSON.Document & { _id?: string | number | mongoose.mongo.ObjectId };
export type Rows = mongoose.mongo.Collection<Row>;

/** What a test file holds of the store it runs against. Usable inside tests only: it opens in `beforeAll`. */
export interface StoreInUse {
  readonly db: mongoose.mongo.Db;
  readonly client: mongoose.mongo.MongoClient;
  readonly uri: string;
  /** A collection no other test has touched. */
  collection(): Rows;
  /** A collection no other test has touched, holding these documents. */
  holding(...documents: Row[]): Promise<Rows>;
  /** A name no other test has used. */
  name(): string;
  /** What has to be closed while the store is still there. */
  closeBefore(close: () => Promise<void>): void;
}

/**
 * Opens one store for a test file and closes it afterwards. `MONGODB_URI` puts the same questions to a real
 * MongoDB; everything but `refused.test.ts` must hold there too.
 */
export function useStore(): StoreInUse {
  const opened: { scratch?: ScratchStore; client?: mongoose.mongo.MongoClient } = {};
  let names = 0;
  const client = (): mongoose.mongo.MongoClient => {
    if (!opened.client) throw new Error('The store opens before the first test of a file, not while it is read.');
    return opened.client;
  };
  beforeAll(async () => {
    opened.scratch = await openScratchStore();
    opened.client = await new MongoClient(opened.scratch.uri, { serverSelectionTimeoutMS: 5000 }).connect();
  });
  const others: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of others) await close();
    await opened.client?.close();
    await opened.scratch?.close();
  });
  const store: StoreInUse = {
    get db() {
      return client().db(opened.scratch?.database);
    },
    get client() {
      return client();
    },
    get uri() {
      return opened.scratch?.uri ?? '';
    },
    name: () => `c${++names}`,
    closeBefore: (close) => void others.push(close),
    collection: () => store.db.collection<Row>(store.name()),
    holding: async (...documents) => {
      const rows = store.collection();
      await rows.insertMany(documents);
      return rows;
    },
  };
  return store;
}

export function ids(documents: readonly Row[]): unknown[] {
  return documents.map((document) => document._id);
}

/** The `_id`s a filter finds, in their own order. */
export async function found(rows: Rows, filter: mongoose.mongo.Filter<Row>): Promise<unknown[]> {
  return ids(await rows.find(filter).sort({ _id: 1 }).toArray());
}

/** The error a promise ends in. Ending well is itself a failure here. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    // The driver throws nothing but Errors, with the server's fields copied onto them.
    return error as Error & Record<string, unknown>;
  }
  throw new Error('An error was expected, and there was none.');
}

/** Reads a cursor to its end, batch by batch. */
export async function everything<T>(cursor: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = [];
  for await (const each of cursor) seen.push(each);
  return seen;
}
