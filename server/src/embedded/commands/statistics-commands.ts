import type { Document } from '../bson/types.ts';
import { checkCollection } from '../storage/check.ts';
import { columns, type Database } from '../storage/database.ts';
import type { Collection } from '../storage/collection.ts';
import { MongoError } from '../values/errors.ts';
import { namespaceOf } from './arguments.ts';
import type { Call, Command, Reply, Store } from './call.ts';

/** Sizes are those of the documents, and a sum over them: not for a hot path. */
function sizesOf(database: Database, { table, count, indexes }: Collection): { size: number; indexSizes: Document } {
  const total = columns(database.statement(`SELECT total(length(v)) FROM ${table}`).get())[0];
  const indexSizes: Document = {};
  for (const index of indexes) {
    const sql = `SELECT total(length(k)) FROM ${index.table}`;
    indexSizes[index.name] = Number(columns(database.statement(sql).get())[0]);
  }
  return { size: count === 0 ? 0 : Number(total), indexSizes };
}

const sum = (sizes: Document): number => Object.values(sizes).reduce((all: number, one) => all + Number(one), 0);

export const collStats: Command = {
  fields: ['scale'],
  run(call: Call, { catalog, database }: Store): Reply {
    const ns = namespaceOf(call);
    const collection = catalog.find(ns);
    if (!collection) return { ns, count: 0, size: 0, storageSize: 0, nindexes: 0, totalIndexSize: 0, indexSizes: {} };
    const { size, indexSizes } = sizesOf(database, collection);
    return {
      ns,
      count: collection.count,
      size,
      storageSize: size,
      avgObjSize: collection.count === 0 ? 0 : Math.round(size / collection.count),
      nindexes: collection.indexes.length,
      totalIndexSize: sum(indexSizes),
      indexSizes,
    };
  },
};

export const dbStats: Command = {
  fields: ['scale', 'freeStorage'],
  run({ databaseName }: Call, { catalog, database }: Store): Reply {
    const collections = catalog.inDatabase(databaseName);
    const sizes = collections.map((collection) => sizesOf(database, collection));
    const objects = collections.reduce((all, { count }) => all + count, 0);
    const dataSize = sizes.reduce((all, { size }) => all + size, 0);
    return {
      db: databaseName,
      collections: collections.length,
      views: 0,
      objects,
      avgObjSize: objects === 0 ? 0 : Math.round(dataSize / objects),
      dataSize,
      storageSize: dataSize,
      indexes: collections.reduce((all, { indexes }) => all + indexes.length, 0),
      indexSize: sizes.reduce((all, { indexSizes }) => all + sum(indexSizes), 0),
    };
  },
};

/** Whether every index has the keys of every document and no other. Reads all of the collection in one go, as MongoDB does. */
export const validate: Command = {
  fields: ['full', 'background', 'checkBSONConformance', 'metadata'],
  run(call: Call, { catalog, database }: Store): Reply {
    const ns = namespaceOf(call);
    const collection = catalog.find(ns);
    if (!collection) throw new MongoError(26, 'NamespaceNotFound', `Collection '${ns}' does not exist to validate.`);
    const errors = [...problemsOf(checkCollection(database, collection))];
    const keysPerIndex = Object.fromEntries(collection.indexes.map((index) => [index.name, index.spec['key'] ?? {}]));
    return { ns, valid: errors.length === 0, nrecords: collection.count, errors, warnings: [], indexes: keysPerIndex };
  },
};

function problemsOf(work: ReturnType<typeof checkCollection>): readonly string[] {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value.problems;
  }
}
