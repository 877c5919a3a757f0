import { encode } from '../bson/encode.ts';
import type { BsonValue, Document } from '../bson/types.ts';
import type { Collection } from '../storage/collection.ts';
import type { CollectionIndex } from '../storage/collection-index.ts';
import { isSameIndex, isSameKey, isTwin, readIndexSpec } from '../storage/index-spec.ts';
import { describe } from '../values/describe.ts';
import { badValue, MongoError } from '../values/errors.ts';
import { cursorBatchSize, namespaceOf } from './arguments.ts';
import type { Call, Command, Reply, Store } from './call.ts';

export const createIndexes: Command = {
  fields: ['indexes', 'commitQuorum'],
  run(call: Call, { catalog }: Store): Reply {
    const namespace = namespaceOf(call);
    const { indexes } = call.body;
    if (!Array.isArray(indexes) || indexes.length === 0) throw badValue('Must specify at least one index to create');
    const specs = indexes.map(readIndexSpec);
    const isNew = catalog.find(namespace) === undefined;
    const collection = catalog.ensure(namespace);
    const before = collection.indexes.length;
    const wanted = specs.filter((spec) => !exists(collection, spec));
    const made: CollectionIndex[] = [];
    try {
      for (const spec of wanted) if (!exists(collection, spec)) made.push(catalog.addIndex(collection, spec));
    } catch (error) {
      // All or none, as MongoDB builds them.
      for (const index of made) catalog.dropIndex(collection, index);
      throw error instanceof MongoError ? buildFailed(error) : error;
    }
    return {
      numIndexesBefore: before,
      numIndexesAfter: collection.indexes.length,
      createdCollectionAutomatically: isNew,
      ...(made.length === 0 ? { note: 'all indexes already exist' } : {}),
    };
  },
};

const buildFailed = ({ code, codeName, message, extra }: MongoError): MongoError =>
  new MongoError(code, codeName, code === 11000 ? `Index build failed: ${message}` : message, extra);

/** True for an index that is there already; throws when one is there that cannot stand beside it. */
function exists(collection: Collection, spec: Document): boolean {
  const { name, key } = spec;
  if (isSameKey(key, { _id: 1 })) return true;
  const sameName = collection.indexes.find((index) => index.name === name);
  if (sameName) {
    if (isSameIndex(sameName.spec, spec)) return true;
    if (isTwin(sameName.spec, spec)) throw otherOptions(sameName.spec, spec);
    throw new MongoError(
      86,
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${describe(spec)}, existing index: ${describe(sameName.spec)}`,
    );
  }
  const twin = collection.indexes.find((index) => isTwin(index.spec, spec));
  if (!twin) return false;
  throw isSameIndex(twin.spec, spec)
    ? new MongoError(85, 'IndexOptionsConflict', `Index already exists with a different name: ${twin.name}`)
    : otherOptions(twin.spec, spec);
}

const otherOptions = (existing: Document, requested: Document): MongoError =>
  new MongoError(
    85,
    'IndexOptionsConflict',
    `An equivalent index already exists with different options. Requested index: ${describe(requested)}, existing index: ${describe(existing)}`,
  );

export const listIndexes: Command = {
  fields: ['cursor'],
  run(call: Call, { catalog, cursors }: Store): Promise<Reply> {
    const namespace = namespaceOf(call);
    const collection = catalog.find(namespace);
    if (!collection) throw new MongoError(26, 'NamespaceNotFound', `ns does not exist: ${namespace}`);
    const rows = collection.indexes.map(({ spec }) => encode(spec));
    return cursors.begin(namespace, rows, { batchSize: cursorBatchSize(call), pace: call.pace });
  },
};

export const dropIndexes: Command = {
  fields: ['index'],
  run(call: Call, { catalog }: Store): Reply {
    const namespace = namespaceOf(call);
    const collection = catalog.find(namespace);
    if (!collection) throw new MongoError(26, 'NamespaceNotFound', `ns not found ${namespace}`);
    const nIndexesWas = collection.indexes.length;
    const { index: asked = null } = call.body;
    const gone =
      asked === '*'
        ? collection.indexes.filter(({ name }) => name !== '_id_')
        : (Array.isArray(asked) ? asked : [asked]).map((one) => requireIndex(collection, one));
    for (const index of gone) catalog.dropIndex(collection, index);
    return { nIndexesWas };
  },
};

/** The index that a name or a key means. The one on `_id` cannot be dropped. */
function requireIndex(collection: Collection, asked: BsonValue): CollectionIndex {
  const [found, other] = collection.indexes.filter((index) =>
    typeof asked === 'string' ? index.name === asked : isSameKey(index.spec['key'], asked),
  );
  if (other)
    throw new MongoError(
      181,
      'AmbiguousIndexKeyPattern',
      `${collection.indexes.length} indexes found for key: ${describe(asked)}, identify by name instead.`,
    );
  if (!found) throw new MongoError(27, 'IndexNotFound', `index not found with name [${describe(asked)}]`);
  if (found.name === '_id_') throw new MongoError(72, 'InvalidOptions', 'cannot drop _id index');
  return found;
}
