import { isDocument, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { PAUSE } from '../pause.ts';
import { type Environment, withCells } from '../query/environment.ts';
import { compileExpression } from '../query/expression.ts';
import { compileOrder, type Order } from '../query/order-by.ts';
import { compileTransform } from '../query/transform.ts';
import { failedToParse, location } from '../values/errors.ts';
import { encodeValue } from '../values/keys.ts';
import { collect } from './collect.ts';
import { compileSort } from './sort.ts';
import type { Stage, StageContext } from './stage.ts';
import { compileWindowFunction, type Partition, type WindowFunction } from './window-function.ts';

const KNOWN = new Set(['partitionBy', 'sortBy', 'output']);

/** Adds to each document what a function says of those around it, in its partition and order. */
export function compileSetWindowFields(argument: BsonValue, context: StageContext): Stage {
  if (!isDocument(argument)) throw failedToParse('the $setWindowFields stage specification must be an object');
  for (const name of Object.keys(argument)) {
    if (!KNOWN.has(name)) throw location(40415, `BSON field '$setWindowFields.${name}' is an unknown field.`);
  }
  const { partitionBy, sortBy, output } = argument;
  if (!isDocument(output))
    throw location(40414, "BSON field '$setWindowFields.output' is missing but a required field");
  const isSorted = isDocument(sortBy) && Object.keys(sortBy).length > 0;
  const order = isSorted ? compileOrder(sortBy) : null;
  const outputs = Object.entries(output).map(([path, spec]) => compileOutput(path, spec, order, context.env));
  const keyOf = compileExpression(partitionBy ?? null, context.env);
  const sort = isSorted ? compileSort(sortBy, { wanted: 0 }) : null;
  return function* (input, run) {
    const all = yield* collect(sort ? sort(input, run) : input);
    const partitions = new Map<string, Document[]>();
    for (const document of all) {
      const key = encodeValue(partitionKey(keyOf(document))).toString('latin1');
      const list = partitions.get(key) ?? [];
      partitions.set(key, list);
      list.push(document);
      yield PAUSE;
    }
    // Keys are in BSON's order.
    for (const [, documents] of [...partitions].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const partition: Partition = { documents, keys: order ? documents.map((one) => order.keyOf(one)) : null };
      const values = outputs.map(({ start }) => start(partition));
      for (const [place, document] of documents.entries()) {
        let result = document;
        for (const [index, { put }] of outputs.entries()) result = put(result, values[index]?.(place));
        yield result;
      }
    }
  };
}

function partitionKey(value: Maybe): BsonValue {
  if (Array.isArray(value))
    throw location(5371602, 'An expression used to partition cannot evaluate to value of type array');
  return value ?? null;
}

interface Output {
  readonly start: WindowFunction;
  put(document: Document, value: Maybe): Document;
}

function compileOutput(path: string, spec: BsonValue, order: Order | null, env: Environment): Output {
  const [scope, [cell]] = withCells(env, ['value']);
  const put = compileTransform('$set', { [path]: '$$value' }, scope);
  if (!put || !cell) throw location(9, '$setWindowFields needs a field for its result');
  return {
    start: compileWindowFunction(path, spec, order, env),
    put: (document, value) => {
      cell.value = value;
      return put(document);
    },
  };
}
