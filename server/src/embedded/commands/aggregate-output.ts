import { randomUUID } from 'node:crypto';
import { encode } from '../bson/encode.ts';
import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { PAUSE, type Flow, type Work } from '../pause.ts';
import { collect } from '../pipeline/collect.ts';
import { TEMPORARY } from '../storage/catalog.ts';
import { withId, type Collection } from '../storage/collection.ts';
import { droppedMeanwhile } from '../plan/scan.ts';
import { failedToParse, MongoError } from '../values/errors.ts';
import { readMerge } from './aggregate-merge.ts';
import type { Call, Store } from './call.ts';

/** Writes what a pipeline gives. */
export type Output = (call: Call, store: Store, results: Flow<Document>) => Work<void>;

/** Divides a pipeline into what reads and its last stage, if that writes. */
export function splitOutput(stages: Maybe, call: Call): { reading: Maybe; output: Output | null } {
  const last = Array.isArray(stages) ? stages.at(-1) : undefined;
  if (!Array.isArray(stages) || !isDocument(last) || Object.keys(last).length !== 1) {
    return { reading: stages, output: null };
  }
  const { $out: out, $merge: merge } = last;
  if (out === undefined && merge === undefined) return { reading: stages, output: null };
  return { reading: stages.slice(0, -1), output: out === undefined ? mergeInto(merge, call) : replaceAll(out, call) };
}

/** `$merge`: everything is read before the first document is written, since both may be about one collection. */
function mergeInto(argument: Maybe, call: Call): Output {
  const merge = readMerge(argument, call);
  return function* (_call, store, results) {
    const documents = yield* collect(results);
    for (const document of documents) {
      yield PAUSE;
      yield* merge(store, document);
    }
  };
}

/** `$out`: a new collection with the old one's indexes takes its place at one moment, or nothing happens. */
function replaceAll(argument: BsonValue, { databaseName }: Call): Output {
  const target = outTarget(argument, databaseName);
  return function* ({ writing }, store, results) {
    const { catalog } = store;
    const old = catalog.find(target);
    const database = target.slice(0, target.indexOf('.'));
    const fresh = catalog.create(`${database}.${TEMPORARY}${randomUUID()}`, old?.options ?? {});
    try {
      for (const index of old?.indexes ?? []) if (index.name !== '_id_') catalog.addIndex(fresh, index.spec);
      for (const result of results) {
        if (result !== PAUSE) current(store, fresh).insert(encode(withId(result)), writing);
        yield PAUSE;
      }
      const known = catalog.find(target);
      if (known) catalog.drop(known);
      catalog.rename(current(store, fresh), target);
    } catch (error) {
      if (error instanceof MongoError && catalog.find(fresh.namespace) === fresh) catalog.drop(fresh);
      throw error;
    }
  };
}

function current({ catalog }: Store, collection: Collection): Collection {
  if (catalog.find(collection.namespace) === collection) return collection;
  throw droppedMeanwhile(collection);
}

function outTarget(argument: BsonValue, databaseName: string): string {
  if (typeof argument === 'string' && argument !== '') return `${databaseName}.${argument}`;
  const { db, coll, ...rest } = isDocument(argument) ? argument : {};
  if (typeof db === 'string' && typeof coll === 'string' && coll !== '' && Object.keys(rest).length === 0) {
    return `${db}.${coll}`;
  }
  throw failedToParse('$out needs the name of a collection, or an object with db and coll');
}
