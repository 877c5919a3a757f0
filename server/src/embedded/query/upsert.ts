import { ObjectId } from 'bson';
import { cloneValue, fieldsOf, getField, setField, withIdFirst } from '../bson/fields.ts';
import { BSONRegExp, isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { MongoError } from '../values/errors.ts';
import { isOperators } from './match-field.ts';
import type { Update } from './update.ts';

/** The document that an upsert inserts: what the filter says is equal, changed by the update, with an `_id` first. */
export function upsertDocument(filter: Document, update: Update): Document {
  const base: Document = {};
  addEqualities(filter, base);
  const document = update.apply(base, { position: -1, insert: true });
  return withIdFirst(document, document['_id'] === undefined ? new ObjectId() : document['_id']);
}

function addEqualities(filter: Document, base: Document): void {
  for (const [name, argument] of fieldsOf(filter)) {
    if ((name === '$and' || (name === '$or' && branchesOf(argument).length === 1)) && Array.isArray(argument)) {
      for (const branch of branchesOf(argument)) addEqualities(branch, base);
    } else if (!name.startsWith('$')) {
      const value = equalityOf(argument);
      if (value !== undefined) put(base, name, value);
    }
  }
}

const branchesOf = (argument: BsonValue): Document[] => (Array.isArray(argument) ? argument.filter(isDocument) : []);

/** The one value a condition leaves. */
function equalityOf(condition: BsonValue): BsonValue | undefined {
  if (condition instanceof BSONRegExp) return undefined;
  if (!isOperators(condition)) return condition;
  const { $eq, $in, $all } = condition;
  if ($eq !== undefined) return $eq;
  const only =
    Array.isArray($in) && $in.length === 1 ? $in[0] : Array.isArray($all) && $all.length === 1 ? $all[0] : undefined;
  return only === undefined || only instanceof BSONRegExp || isOperators(only) ? undefined : only;
}

function put(base: Document, path: string, value: BsonValue): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let parent = base;
  for (const part of parts) {
    const found = getField(parent, part);
    if (found !== undefined && !isDocument(found)) throw matchedTwice(path);
    const child: Document = found ?? {};
    if (!found) setField(parent, part, child);
    parent = child;
  }
  if (Object.hasOwn(parent, last)) throw matchedTwice(path);
  setField(parent, last, cloneValue(value));
}

const matchedTwice = (path: string): MongoError =>
  new MongoError(54, 'NotSingleValueField', `cannot infer query fields to set, path '${path}' is matched twice`);
