import mongoose from 'mongoose';
import { EmbeddedStoreError, startEmbedded } from '../embedded/index.ts';
import type { OnProgress } from './progress.ts';

const { MongoClient } = mongoose.mongo;

type Client = mongoose.mongo.MongoClient;
type Rows = mongoose.mongo.Collection<mongoose.mongo.BSON.Document>;

/** What is held in memory at once, and well below the 48 MB of a message. */
const batch = { documents: 1_000, bytes: 8 * 1024 * 1024 };

export interface Exporting {
  readonly folder: string;
  /** Where to. A database named in the address takes the place of the only one there is. */
  readonly uri: string;
  /** Whether collections of the same name may be emptied. */
  readonly replace: boolean;
  readonly onProgress: OnProgress;
}

export interface Exported {
  readonly collections: number;
  readonly documents: number;
}

/**
 * Copies a store that is not in use to another server: documents, then indexes, then a count.
 * Begun again after a failure with `replace` it starts over; it never changes the store it reads.
 */
export async function exportStore({ folder, uri, replace, onProgress }: Exporting): Promise<Exported> {
  const to = clientFor(uri);
  const store = await startEmbedded({ dir: folder });
  const from = new MongoClient(store.uri, { directConnection: true });
  try {
    await connect(to);
    const pairs = await collectionPairs(from, to, databaseIn(uri));
    for (const { target } of pairs) await makeRoom(target, replace);
    const total = await sum(pairs.map(({ source }) => source.estimatedDocumentCount()));
    let documents = 0;
    for (const pair of pairs) {
      const { source, target } = pair;
      await makeCollection(pair);
      await copyDocuments(source, target, (copied) => onProgress({ done: (documents += copied), total }));
      await copyIndexes(source, target);
      await requireSameCount(source, target);
    }
    return { collections: pairs.length, documents };
  } finally {
    await Promise.allSettled([from.close(), to.close()]);
    await store.close();
  }
}

function clientFor(uri: string): Client {
  try {
    return new MongoClient(uri, { serverSelectionTimeoutMS: 5_000, writeConcern: { w: 'majority', journal: true } });
  } catch (error) {
    throw new EmbeddedStoreError(
      `This is no address to copy to, like mongodb://localhost:27017/hearth: ${String(error)}`,
    );
  }
}

async function connect(to: Client): Promise<void> {
  try {
    await to.connect();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmbeddedStoreError(`The server to copy to does not answer: ${reason}`);
  }
}

function databaseIn(uri: string): string | undefined {
  return /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1];
}

/** A collection here and over there, and what it is said to be: its validator. */
interface Pair {
  readonly source: Rows;
  readonly target: Rows;
  /** The target's. */
  readonly database: mongoose.mongo.Db;
  readonly options: mongoose.mongo.BSON.Document;
}

async function collectionPairs(from: Client, to: Client, named: string | undefined): Promise<Pair[]> {
  const { databases } = await from.db().admin().listDatabases({ nameOnly: true });
  if (named && databases.length > 1) {
    const names = databases.map(({ name }) => name).join(', ');
    throw new EmbeddedStoreError(`The store has several databases (${names}); leave out the name in the address.`);
  }
  const pairs: Pair[] = [];
  for (const { name } of databases) {
    const database = to.db(named ?? name);
    for (const collection of await from.db(name).listCollections().toArray())
      pairs.push({
        source: from.db(name).collection(collection.name),
        target: database.collection(collection.name),
        database,
        options: 'options' in collection ? (collection.options ?? {}) : {},
      });
  }
  return pairs;
}

async function makeRoom(target: Rows, replace: boolean): Promise<void> {
  if (replace) await target.deleteMany({});
  else if (await target.findOne({}, { projection: { _id: 1 } }))
    throw new EmbeddedStoreError(`${target.namespace} is not empty over there. Add --replace to empty it first.`);
}

/** A collection without documents is one too. */
async function makeCollection({ database, target: { collectionName: name }, options }: Pair): Promise<void> {
  const [there] = await database.listCollections({ name }, { nameOnly: true }).toArray();
  if (!there) await database.createCollection(name, options);
  else if (Object.keys(options).length > 0) await database.command({ collMod: name, ...options });
}

/** Nothing is promoted to JavaScript's own types, so every number arrives over there in the type it has here. */
const exact = { promoteValues: false, promoteBuffers: false, bsonRegExp: true, batchSize: batch.documents } as const;

async function copyDocuments(source: Rows, target: Rows, onCopied: (documents: number) => void): Promise<void> {
  let waiting: mongoose.mongo.BSON.Document[] = [];
  let bytes = 0;
  const send = async (): Promise<void> => {
    if (waiting.length === 0) return;
    await target.insertMany(waiting, { ordered: false, bypassDocumentValidation: true });
    onCopied(waiting.length);
    waiting = [];
    bytes = 0;
  };
  for await (const document of source.find({}, exact)) {
    waiting.push(document);
    bytes += mongoose.mongo.BSON.calculateObjectSize(document);
    if (waiting.length === batch.documents || bytes > batch.bytes) await send();
  }
  await send();
}

async function copyIndexes(source: Rows, target: Rows): Promise<void> {
  const indexes = (await source.indexes()).filter(({ name }) => name !== '_id_');
  if (indexes.length === 0) return;
  await target.createIndexes(indexes.map(({ key, v: _version, ns: _namespace, ...options }) => ({ key, ...options })));
}

async function requireSameCount(source: Rows, target: Rows): Promise<void> {
  const [here, there] = await Promise.all([source.countDocuments(), target.countDocuments()]);
  if (here !== there)
    throw new EmbeddedStoreError(
      `${target.namespace} has ${there} documents over there and ${here} here. Is it in use?`,
    );
}

async function sum(numbers: readonly Promise<number>[]): Promise<number> {
  return (await Promise.all(numbers)).reduce((total, number) => total + number, 0);
}
