import { namesOf } from '../bson/fields.ts';
import { BSONRegExp, isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { compileFilter } from '../query/match.ts';
import { isTrue } from '../query/truth.ts';
import { describe } from '../values/describe.ts';
import { MongoError, notSupported, typeMismatch } from '../values/errors.ts';
import { isNumeric, numberOf, toNumber } from '../values/numbers.ts';
import { equals } from '../values/order.ts';

const cannotCreate = (message: string) => new MongoError(67, 'CannotCreateIndex', message);

/** What an index may say of itself. Anything else is refused, so that nothing is promised and not kept. */
const KNOWN = new Set([
  'v',
  'key',
  'name',
  'ns',
  'unique',
  'sparse',
  'expireAfterSeconds',
  'partialFilterExpression',
  'hidden',
  'background',
  'collation',
  'comment',
]);
const KEPT = ['unique', 'sparse', 'expireAfterSeconds', 'partialFilterExpression', 'hidden'] as const;

/** Checks what createIndexes was given and brings it into the form in which listIndexes shows it. */
export function readIndexSpec(given: BsonValue | undefined): Document {
  if (!isDocument(given) || !isDocument(given['key']))
    throw new MongoError(
      40414,
      'IDLFailedToParse',
      "BSON field 'createIndexes.indexes.key' is missing but a required field",
    );
  const key = readKey(given['key']);
  const collation = given['collation'];
  if (isDocument(collation) && collation['locale'] !== 'simple') throw notSupported('collation');
  for (const name of Object.keys(given)) {
    if (!KNOWN.has(name))
      throw new MongoError(
        197,
        'InvalidIndexSpecificationOption',
        `The field '${name}' is not valid for an index specification, or not supported by the embedded store`,
      );
  }
  const spec: Document = { v: 2, key, name: typeof given['name'] === 'string' ? given['name'] : nameOf(key) };
  for (const option of KEPT) {
    const value = FLAGS.has(option) ? flag(option, given[option]) : given[option];
    if (value !== undefined && value !== false) spec[option] = value;
  }
  flag('background', given['background']);
  checkOptions(spec);
  return spec;
}

const FLAGS: ReadonlySet<string> = new Set(['unique', 'sparse', 'hidden']);

/** True or false; a figure stands for it, as in MongoDB, but for `hidden`. */
function flag(option: string, value: Maybe): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  if (isNumeric(value) && option !== 'hidden') return isTrue(value);
  throw typeMismatch(`The field '${option}' has value ${option}: ${describe(value)}, which is not convertible to bool`);
}

/** The index on `_id` is always there, is what it is, and takes no options. */
function refuseOptionsOfId(spec: Document): void {
  const option = KEPT.find((name) => spec[name] !== undefined);
  if (option === undefined) return;
  throw new MongoError(
    197,
    'InvalidIndexSpecificationOption',
    `The field '${option}' is not valid for an _id index specification. Specification: ${describe(spec)}`,
  );
}

function readKey(key: Document): Document {
  const names = Object.keys(key);
  if (names.length === 0) throw cannotCreate('Index keys cannot be an empty object');
  for (const name of names) {
    const direction = key[name];
    if (typeof direction === 'string')
      throw direction === 'text' || /^2d|hashed$/.test(direction)
        ? notSupported(`a '${direction}' index`)
        : cannotCreate(`Unknown index plugin '${direction}'`);
    if (!isNumeric(direction) || toNumber(direction) === 0)
      throw cannotCreate(
        `Values in v:2 index key pattern cannot be of type ${describe(direction)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    if (name === '' || name.split('.').includes('')) throw cannotCreate('Index keys cannot contain an empty field.');
    if (name.split('.').some((part) => part.startsWith('$')))
      throw cannotCreate(`Index key contains an illegal field name: field name starts with '$'.`);
  }
  return key;
}

function nameOf(key: Document): string {
  return namesOf(key)
    .map((name) => `${name}_${String(numberOf(key[name]))}`)
    .join('_');
}

function checkOptions(spec: Document): void {
  if (isSameKey(spec['key'], { _id: 1 })) refuseOptionsOfId(spec);
  const { expireAfterSeconds, partialFilterExpression } = spec;
  if (expireAfterSeconds !== undefined) {
    if (!isExpiry(expireAfterSeconds))
      throw cannotCreate(
        `TTL index 'expireAfterSeconds' option must be within an acceptable range, from 0 to ${MAX_EXPIRY}`,
      );
    if (isDocument(spec['key']) && Object.keys(spec['key']).length > 1)
      throw cannotCreate('TTL indexes are single-field indexes, compound indexes do not support TTL.');
  }
  if (partialFilterExpression !== undefined) {
    if (spec['sparse'] === true) throw cannotCreate('cannot mix "partialFilterExpression" and "sparse" options');
    compileFilter(partialFilterExpression);
    refuseForPartial(partialFilterExpression);
  }
}

const MAX_EXPIRY = 2 ** 31 - 1;

/** Whether a number of seconds may be the life of a document. */
export const isExpiry = (seconds: BsonValue): boolean =>
  isNumeric(seconds) && toNumber(seconds) >= 0 && toNumber(seconds) <= MAX_EXPIRY;

const PARTIAL = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$type', '$exists', '$and', '$or']);

/** A partial index takes only what the planner can reason about, here as in MongoDB. */
function refuseForPartial(filter: BsonValue): void {
  if (Array.isArray(filter)) filter.forEach(refuseForPartial);
  if (!isDocument(filter)) return;
  for (const name of Object.keys(filter)) {
    const value = filter[name] ?? null;
    if (name.startsWith('$') && (!PARTIAL.has(name) || (name === '$exists' && !isTrue(value))))
      throw cannotCreate(`Expression not supported in partial index: ${name} ${describe(value)}`);
    if (value instanceof BSONRegExp) throw cannotCreate('Expression not supported in partial index: $regex');
    if (!name.startsWith('$') || name === '$and' || name === '$or') refuseForPartial(value);
  }
}

/** The same fields in the same order and directions. */
export function isSameKey(a: BsonValue | undefined, b: BsonValue | undefined): boolean {
  if (!isDocument(a) || !isDocument(b)) return false;
  const [names, others] = [namesOf(a), namesOf(b)];
  return (
    names.length === others.length && names.every((name, place) => name === others[place] && equals(a[name], b[name]))
  );
}

/** What tells an index from others on the same key: two that agree in all of it cannot stand side by side. */
const DISTINGUISHING = ['unique', 'sparse', 'partialFilterExpression'] as const;

const areEqual = (a: Document, b: Document, options: readonly string[]): boolean =>
  options.every((option) => equals(a[option] ?? null, b[option] ?? null));

/** They hold the same keys under the same conditions, whatever their names and the options that may be changed later. */
export const isTwin = (a: Document, b: Document): boolean =>
  isSameKey(a['key'], b['key']) && areEqual(a, b, DISTINGUISHING);

/** Everything but the name is the same. */
export const isSameIndex = (a: Document, b: Document): boolean => isSameKey(a['key'], b['key']) && areEqual(a, b, KEPT);
