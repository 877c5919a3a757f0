import { isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { failedToParse, typeMismatch } from '../values/errors.ts';
import { encodeValue } from '../values/keys.ts';
import { compareNumbers, isNumeric, toNumber, type Numeric } from '../values/numbers.ts';
import { equals } from '../values/order.ts';
import { typeCode, typeName } from '../values/types.ts';
import { typeCodesOf } from './match-value.ts';
import { compileRegex } from './regex.ts';

type Check = (value: BsonValue) => boolean;

/** Compiles one keyword; `schema` holds those beside it. */
type Keyword = (argument: BsonValue, schema: Document, name: string) => Check;

/** Compiles the argument of `$jsonSchema`: draft 4 of JSON Schema with `bsonType`, as MongoDB has it. */
export function compileSchema(schema: BsonValue): Check {
  if (!isDocument(schema)) throw typeMismatch(`$jsonSchema must be an object, not ${typeName(schema)}`);
  const checks = Object.keys(schema).map((name) => {
    const keyword = Object.hasOwn(KEYWORDS, name) ? KEYWORDS[name] : undefined;
    if (keyword) return keyword(schema[name] ?? null, schema, name);
    throw failedToParse(`Unknown $jsonSchema keyword: ${name}`);
  });
  return (value) => checks.every((check) => check(value));
}

const anything: Check = () => true;

/** JSON's own names; `integer` is refused, as by MongoDB. */
const JSON_TYPES: Readonly<Record<string, string>> = {
  object: 'object',
  array: 'array',
  number: 'number',
  boolean: 'bool',
  string: 'string',
  null: 'null',
};

function jsonType(argument: BsonValue): Check {
  const names = Array.isArray(argument) ? argument : [argument];
  return ofType(
    names.map((name) => {
      const known = typeof name === 'string' && Object.hasOwn(JSON_TYPES, name) ? JSON_TYPES[name] : undefined;
      if (known === undefined) throw failedToParse(`$jsonSchema type '${String(name)}' is not currently supported.`);
      return known;
    }),
  );
}

function ofType(argument: BsonValue): Check {
  const names = Array.isArray(argument) ? argument : [argument];
  if (names.some((name) => typeof name !== 'string')) throw typeMismatch("$jsonSchema keyword 'bsonType' needs names");
  const codes = new Set(names.flatMap(typeCodesOf));
  return (value) => codes.has(typeCode(value));
}

/** A keyword that only says something of values of one kind. */
const forNumbers =
  (holds: (value: Numeric, limit: Numeric, schema: Document) => boolean): Keyword =>
  (argument, schema, name) => {
    if (!isNumeric(argument)) throw typeMismatch(`$jsonSchema keyword '${name}' must be a number`);
    return (value) => !isNumeric(value) || holds(value, argument, schema);
  };

const forSizes =
  (sizeOf: (value: BsonValue) => number | undefined, holds: (size: number, limit: number) => boolean): Keyword =>
  (argument, _schema, name) => {
    const limit = isNumeric(argument) ? toNumber(argument) : NaN;
    if (!Number.isInteger(limit) || limit < 0) {
      throw failedToParse(`$jsonSchema keyword '${name}' must be a non-negative integer`);
    }
    return (value) => {
      const size = sizeOf(value);
      return size === undefined || holds(size, limit);
    };
  };

const lengthOf = (value: BsonValue): number | undefined => (typeof value === 'string' ? [...value].length : undefined);
const itemsOf = (value: BsonValue): number | undefined => (Array.isArray(value) ? value.length : undefined);
const fieldsOf = (value: BsonValue): number | undefined => (isDocument(value) ? Object.keys(value).length : undefined);
const least = (size: number, limit: number): boolean => size >= limit;
const most = (size: number, limit: number): boolean => size <= limit;

const joined =
  (holds: (passed: number, all: number) => boolean): Keyword =>
  (argument, _schema, name) => {
    if (!Array.isArray(argument) || argument.length === 0) {
      throw failedToParse(`$jsonSchema keyword '${name}' must be a non-empty array`);
    }
    const checks = argument.map(compileSchema);
    return (value) => holds(checks.filter((check) => check(value)).length, checks.length);
  };

function namesIn(argument: BsonValue, name: string): string[] {
  if (!Array.isArray(argument) || argument.length === 0 || argument.some((one) => typeof one !== 'string')) {
    throw failedToParse(`$jsonSchema keyword '${name}' must be a non-empty array of strings`);
  }
  return argument.map(String);
}

const required: Keyword = (argument, _schema, name) => {
  const names = namesIn(argument, name);
  return (value) => !isDocument(value) || names.every((one) => Object.hasOwn(value, one));
};

function schemasIn(argument: BsonValue | undefined, name: string): [string, Check][] {
  if (argument === undefined) return [];
  if (!isDocument(argument)) throw typeMismatch(`$jsonSchema keyword '${name}' must be an object`);
  return Object.keys(argument).map((field) => [field, compileSchema(argument[field] ?? null)]);
}

/** `properties`, `patternProperties` and `additionalProperties` say together what each field must be. */
const properties: Keyword = (_argument, schema) => {
  const named = new Map(schemasIn(schema['properties'], 'properties'));
  const patterned = schemasIn(schema['patternProperties'], 'patternProperties').map(
    ([pattern, check]) => [compileRegex(pattern), check] as const,
  );
  const others = checkOfOthers(schema['additionalProperties']);
  return (value) => {
    if (!isDocument(value)) return true;
    return Object.keys(value).every((name) => {
      const own = named.get(name);
      const checks = [
        ...(own ? [own] : []),
        ...patterned.filter(([regex]) => regex.test(name)).map(([, check]) => check),
      ];
      return (checks.length > 0 ? checks : [others]).every((check) => check(value[name] ?? null));
    });
  };
};

/** A schema, or whether there may be any others at all. */
function checkOfOthers(argument: BsonValue | undefined): Check {
  if (argument === undefined) return anything;
  return typeof argument === 'boolean' ? () => argument : compileSchema(argument);
}

const items: Keyword = (_argument, schema) => {
  const { items: own, additionalItems } = schema;
  const first = Array.isArray(own) ? own.map(compileSchema) : [];
  const others = Array.isArray(own)
    ? checkOfOthers(additionalItems)
    : own === undefined
      ? anything
      : compileSchema(own);
  return (value) => !Array.isArray(value) || value.every((item, place) => (first[place] ?? others)(item));
};

/** What must be there, or hold, beside a field. */
const dependencies: Keyword = (argument, _schema, name) => {
  if (!isDocument(argument)) throw typeMismatch(`$jsonSchema keyword '${name}' must be an object`);
  const all = Object.keys(argument).map((field): [string, Check] => {
    const asked = argument[field] ?? null;
    return [field, Array.isArray(asked) ? required(asked, argument, name) : compileSchema(asked)];
  });
  return (value) => !isDocument(value) || all.every(([field, check]) => !Object.hasOwn(value, field) || check(value));
};

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  title: () => anything,
  description: () => anything,
  bsonType: (argument) => ofType(argument),
  type: (argument) => jsonType(argument),
  enum: (argument) => {
    if (!Array.isArray(argument) || argument.length === 0)
      throw failedToParse("$jsonSchema keyword 'enum' needs values");
    return (value) => argument.some((one) => equals(one, value));
  },
  allOf: joined((passed, all) => passed === all),
  anyOf: joined((passed) => passed > 0),
  oneOf: joined((passed) => passed === 1),
  not: (argument) => {
    const check = compileSchema(argument);
    return (value) => !check(value);
  },
  minimum: forNumbers(
    (value, limit, schema) => compareNumbers(value, limit) > (schema['exclusiveMinimum'] === true ? 0 : -1),
  ),
  maximum: forNumbers(
    (value, limit, schema) => compareNumbers(value, limit) < (schema['exclusiveMaximum'] === true ? 0 : 1),
  ),
  exclusiveMinimum: flagBeside('minimum'),
  exclusiveMaximum: flagBeside('maximum'),
  multipleOf: forNumbers((value, divisor) => toNumber(value) % toNumber(divisor) === 0),
  minLength: forSizes(lengthOf, least),
  maxLength: forSizes(lengthOf, most),
  pattern: (argument) => {
    const regex = compileRegex(argument);
    return (value) => typeof value !== 'string' || regex.test(value);
  },
  required,
  properties,
  patternProperties: properties,
  additionalProperties: properties,
  minProperties: forSizes(fieldsOf, least),
  maxProperties: forSizes(fieldsOf, most),
  dependencies,
  items,
  additionalItems: items,
  minItems: forSizes(itemsOf, least),
  maxItems: forSizes(itemsOf, most),
  uniqueItems: (argument) => (value) =>
    argument !== true ||
    !Array.isArray(value) ||
    new Set(value.map((item) => encodeValue(item).toString('latin1'))).size === value.length,
};

function flagBeside(limit: string): Keyword {
  return (argument, schema, name) => {
    if (typeof argument !== 'boolean') throw typeMismatch(`$jsonSchema keyword '${name}' must be a boolean`);
    if (!(limit in schema))
      throw failedToParse(`$jsonSchema keyword '${limit}' must be a present if ${name} is present`);
    return anything;
  };
}
