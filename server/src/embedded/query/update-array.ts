import { cloneValue } from '../bson/fields.ts';
import { BSONRegExp, isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { describe, describeId } from '../values/describe.ts';
import { badValue, failedToParse, typeMismatch } from '../values/errors.ts';
import { isNumeric, numberOf, toNumber } from '../values/numbers.ts';
import { equals } from '../values/order.ts';
import { typeName } from '../values/types.ts';
import { wholeOrder } from './expression-array.ts';
import { ValueSet } from './expression-set.ts';
import { compileFilter } from './match.ts';
import { compileCondition, isOperators, isReferenceField } from './match-field.ts';
import { compileElementOrder } from './order-by.ts';
import type { Change, UpdateOperator } from './update-operator.ts';
import type { Slot } from './update-path.ts';

/** The array at the place, made if there is none. */
function arrayAt(slot: Slot, document: Document): BsonValue[] {
  const value = slot.value;
  if (value === undefined) {
    const created: BsonValue[] = [];
    slot.set(created);
    return created;
  }
  if (Array.isArray(value)) return value;
  throw badValue(
    `The field '${slot.path}' must be an array but is of type ${typeName(value)} in document ${describeId(document)}`,
  );
}

const isEach = (argument: BsonValue): argument is Document => isDocument(argument) && '$each' in argument;

const PUSH_CLAUSES = new Set(['$each', '$slice', '$sort', '$position']);

function compilePush(argument: BsonValue): Change {
  if (!isEach(argument)) return creating((slot, document) => arrayAt(slot, document).push(cloneValue(argument)));
  const { $each: values, $position: position, $sort: sort, $slice: slice } = argument;
  for (const name of Object.keys(argument)) {
    if (!PUSH_CLAUSES.has(name)) throw badValue(`Unrecognized clause in $push: ${name}`);
  }
  if (!Array.isArray(values)) {
    throw badValue(`The argument to $each in $push must be an array but it was of type: ${typeName(values)}`);
  }
  const at = wholeClause('$position', position);
  const keep = wholeClause('$slice', slice);
  const order = sort === undefined ? undefined : isDocument(sort) ? compileElementOrder(sort) : wholeOrder(sort);
  return creating((slot, document) => {
    const list = arrayAt(slot, document);
    // A position past either end is that end; negative ones count from the back.
    list.splice(at ?? list.length, 0, ...values.map(cloneValue));
    if (order) list.sort(order);
    if (keep !== undefined) slot.set(keep >= 0 ? list.slice(0, keep) : list.slice(keep));
  });
}

function wholeClause(name: string, value: BsonValue | undefined): number | undefined {
  if (value === undefined) return undefined;
  const found = isNumeric(value) ? toNumber(value) : NaN;
  if (Number.isInteger(found)) return found;
  throw badValue(`The value for ${name} must be an integer value but was given type: ${typeName(value)}`);
}

function compileAddToSet(argument: BsonValue): Change {
  const values = isEach(argument) ? argument['$each'] : [argument];
  if (!Array.isArray(values)) {
    throw typeMismatch(`The argument to $each in $addToSet must be an array but it was of type ${typeName(values)}`);
  }
  if (isEach(argument) && Object.keys(argument).length > 1)
    throw badValue('Found unexpected fields after $each in $addToSet');
  return creating((slot, document) => {
    const list = arrayAt(slot, document);
    const set = new ValueSet(list);
    for (const value of values) if (set.add(value)) list.push(cloneValue(value));
  });
}

/** A filter for documents, operators for values, or a value to be equal to. */
function pullTest(argument: BsonValue): (element: BsonValue) => boolean {
  if (argument instanceof BSONRegExp || (isOperators(argument) && !isFilter(argument))) {
    const meets = compileCondition('element', argument, compileFilter);
    return (element) => meets({ element });
  }
  if (!isDocument(argument)) return (element) => equals(element, argument);
  const meets = compileFilter(argument);
  return (element) => isDocument(element) && meets(element);
}

function isFilter(argument: Document): boolean {
  const [first = ''] = Object.keys(argument);
  return first === '$and' || first === '$or' || first === '$nor' || isReferenceField(first);
}

function removing(isGone: (element: BsonValue) => boolean): Change {
  return {
    onBlocked: 'refuse',
    apply(slot) {
      const value = slot.value;
      if (value === undefined) return;
      if (!Array.isArray(value)) throw badValue('Cannot apply $pull to a non-array value');
      slot.set(value.filter((element) => !isGone(element)));
    },
  };
}

function compilePullAll(argument: BsonValue): Change {
  if (!Array.isArray(argument)) {
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(argument)}`);
  }
  const gone = new ValueSet(argument);
  return removing((element) => gone.has(element));
}

function compilePop(argument: BsonValue): Change {
  const end = numberOf(argument);
  if (end !== 1 && end !== -1) throw failedToParse(`$pop expects 1 or -1, found: ${describe(argument)}`);
  return {
    onBlocked: 'refuse',
    apply(slot) {
      const value = slot.value;
      if (value === undefined) return;
      if (!Array.isArray(value)) {
        throw typeMismatch(`Path '${slot.path}' contains an element of non-array type '${typeName(value)}'`);
      }
      slot.set(end === 1 ? value.slice(0, -1) : value.slice(1));
    },
  };
}

const creating = (apply: Change['apply']): Change => ({ onBlocked: 'create', apply });

export const ARRAY_CHANGES: Readonly<Record<string, UpdateOperator>> = {
  $push: compilePush,
  $addToSet: compileAddToSet,
  $pull: (argument) => removing(pullTest(argument)),
  $pullAll: compilePullAll,
  $pop: compilePop,
};
