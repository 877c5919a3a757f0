import { encode } from '../bson/encode.ts';
import { Binary, isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { compileFilter } from '../query/match.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';
import { isExpiry, isSameKey } from '../storage/index-spec.ts';
import { describe } from '../values/describe.ts';
import { badValue, MongoError, notSupported } from '../values/errors.ts';
import { equals } from '../values/order.ts';
import { booleanField, cursorBatchSize, documentField, namespaceOf, refuseCollation } from './arguments.ts';
import type { Call, Command, Reply, Store } from './call.ts';

const notFound = (message: string): MongoError => new MongoError(26, 'NamespaceNotFound', message);

/** What a collection may be in MongoDB and not here. */
const REFUSED = [
  'capped',
  'size',
  'max',
  'timeseries',
  'expireAfterSeconds',
  'viewOn',
  'pipeline',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
  'encryptedFields',
  'storageEngine',
  'indexOptionDefaults',
];
const VALIDATION = ['validator', 'validationLevel', 'validationAction'] as const;

export const create: Command = {
  fields: [...REFUSED, ...VALIDATION, 'collation', 'autoIndexId', 'idIndex'],
  run(call: Call, { catalog }: Store): Reply {
    const namespace = namespaceOf(call);
    const refused = REFUSED.find((name) => call.body[name] !== undefined && call.body[name] !== false);
    const known = catalog.find(namespace);
    const options = validationOf(call, {});
    // Making it again in the same way is nothing.
    if (known && (refused !== undefined || !equals(known.options, options))) {
      throw new MongoError(
        48,
        'NamespaceExists',
        `namespace ${namespace} already exists, but with different options: ${describe(known.options)}`,
      );
    }
    if (refused !== undefined) throw notSupported(`a collection with ${refused}`);
    refuseCollation(call.body['collation']);
    catalog.ensure(namespace, options);
    return {};
  },
};

/** The validation that a command asks for, over what there was. */
function validationOf(call: Call, before: Document): Document {
  const options: Document = { ...before };
  const validator = documentField(call, 'validator');
  if (validator) options['validator'] = validator;
  const { validationLevel: level, validationAction: action } = call.body;
  if (level !== undefined) options['validationLevel'] = oneOf('validationLevel', level, ['off', 'strict', 'moderate']);
  // Its warnings would stand in a log that nobody reads.
  if (action === 'warn' || action === 'errorAndLog') throw notSupported(`the validationAction ${action}`);
  if (action !== undefined) options['validationAction'] = oneOf('validationAction', action, ['error']);
  compileFilter(validator ?? {});
  return options;
}

function oneOf(name: string, value: BsonValue, known: readonly string[]): BsonValue {
  if (typeof value === 'string' && known.includes(value)) return value;
  throw badValue(`Enumeration value '${describe(value)}' for field '${name}' is not a valid value.`);
}

export const drop: Command = {
  fields: [],
  run(call: Call, { catalog }: Store): Reply {
    const ns = namespaceOf(call);
    const collection = catalog.find(ns);
    if (!collection) return { info: 'ns not found' };
    const nIndexesWas = collection.indexes.length;
    catalog.drop(collection);
    return { nIndexesWas, ns };
  },
};

export const dropDatabase: Command = {
  fields: [],
  run({ databaseName }: Call, { catalog }: Store): Reply {
    const collections = catalog.inDatabase(databaseName);
    for (const collection of collections) catalog.drop(collection);
    return collections.length > 0 ? { dropped: databaseName } : {};
  },
};

export const renameCollection: Command = {
  fields: ['to', 'dropTarget'],
  run(call: Call, { catalog }: Store): Reply {
    const { to } = call.body;
    if (typeof call.argument !== 'string' || typeof to !== 'string') {
      throw new MongoError(73, 'InvalidNamespace', 'Both names must be strings');
    }
    const collection = catalog.find(call.argument);
    if (!collection) throw notFound(`Source collection ${call.argument} does not exist`);
    if (call.argument === to) throw new MongoError(20, 'IllegalOperation', "Can't rename a collection to itself");
    const target = catalog.find(to);
    if (target && !booleanField(call, 'dropTarget')) {
      throw new MongoError(48, 'NamespaceExists', 'target namespace exists');
    }
    if (target) catalog.drop(target);
    catalog.rename(collection, to);
    return {};
  },
};

/** Changes of the validation, and of an index as far as its keys stay as they are. */
export const collMod: Command = {
  fields: ['index', ...VALIDATION, 'viewOn', 'pipeline'],
  run(call: Call, { catalog }: Store): Reply {
    const collection = catalog.find(namespaceOf(call));
    if (!collection) throw notFound('ns does not exist');
    const other = Object.keys(call.body).find((name) => REFUSED.includes(name));
    if (other) throw notSupported(`collMod with ${other}`);
    const options = validationOf(call, collection.options);
    if (!equals(options, collection.options)) catalog.changeOptions(collection, options);
    const change = documentField(call, 'index');
    return change ? changeIndex(catalog, collection, change) : {};
  },
};

/** Answers what it was and is, as far as it was asked for. */
function changeIndex(catalog: Catalog, collection: Collection, change: Document): Document {
  const { name, keyPattern, expireAfterSeconds, hidden, ...rest } = change;
  const [unknown] = Object.keys(rest);
  if (unknown) throw notSupported(`collMod of an index with ${unknown}`);
  const index = collection.indexes.find((one) => one.name === name || isSameKey(one.spec['key'], keyPattern));
  if (!index) throw new MongoError(27, 'IndexNotFound', 'cannot find index for collMod');
  const { hidden: _hidden, ...spec } = index.spec;
  const next: Document = { ...spec, ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }) };
  if (!isExpiry(next['expireAfterSeconds'] ?? 0)) {
    throw new MongoError(72, 'InvalidOptions', 'expireAfterSeconds must be a number within an acceptable range');
  }
  if (hidden === undefined ? index.isHidden : hidden === true) next['hidden'] = true;
  if (next['hidden'] === true && index.name === '_id_') throw badValue("can't hide _id index");
  const before = { life: index.expireAfter, isHidden: index.isHidden };
  catalog.changeIndex(index, next);
  return {
    ...(expireAfterSeconds === undefined || before.life === null ? {} : { expireAfterSeconds_old: whole(before.life) }),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds_new: whole(index.expireAfter) }),
    ...(index.isHidden === before.isHidden ? {} : { hidden_old: before.isHidden, hidden_new: index.isHidden }),
  };
}

const whole = (seconds: number | null): bigint => BigInt(Math.trunc(seconds ?? 0));

export const listCollections: Command = {
  fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run(call: Call, { catalog, cursors }: Store): Promise<Reply> {
    const meets = compileFilter(documentField(call, 'filter') ?? {});
    booleanField(call, 'authorizedCollections');
    const show = booleanField(call, 'nameOnly') ? nameOf : descriptionOf;
    const rows = catalog
      .inDatabase(call.databaseName)
      .filter((collection) => meets(descriptionOf(collection)))
      .map((collection) => encode(show(collection)));
    const namespace = `${call.databaseName}.$cmd.listCollections`;
    return cursors.begin(namespace, rows, { batchSize: cursorBatchSize(call), pace: call.pace });
  },
};

const nameOf = ({ name }: Collection): Document => ({ name, type: 'collection' });

function descriptionOf({ name, options, uuid, indexes }: Collection): Document {
  const id = indexes.find((index) => index.name === '_id_')?.spec ?? {};
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  const info = { readOnly: false, uuid: new Binary(bytes, 4) };
  return { name, type: 'collection', options, info, idIndex: isDocument(id) ? id : {} };
}

export const listDatabases: Command = {
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  isGeneral: true,
  run(call: Call, { catalog }: Store): Reply {
    const meets = compileFilter(documentField(call, 'filter') ?? {});
    const names = new Set(catalog.all().map(({ namespace }) => namespace.slice(0, namespace.indexOf('.'))));
    const databases = [...names].sort().map((name): Document => ({ name, sizeOnDisk: 0n, empty: false }));
    const shown = databases.filter((one) => meets(one));
    if (booleanField(call, 'nameOnly')) return { databases: shown.map(({ name = '' }) => ({ name })) };
    return { databases: shown, totalSize: 0n, totalSizeMb: 0n };
  },
};
