import { cloneValue } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { calculate, type Sign } from '../values/arithmetic.ts';
import { describe, describeId } from '../values/describe.ts';
import { badValue, typeMismatch } from '../values/errors.ts';
import { isNumeric, numericType, type Numeric } from '../values/numbers.ts';
import { compare } from '../values/order.ts';
import { nextTimestamp } from '../values/timestamps.ts';
import { typeName } from '../values/types.ts';
import type { Change, UpdateOperator } from './update-operator.ts';

const creating = (apply: Change['apply']): Change => ({ onBlocked: 'create', apply });

const compileSet: UpdateOperator = (argument) => creating((slot) => slot.set(cloneValue(argument)));

const compileCalculation =
  (name: string, sign: Sign, verb: string): UpdateOperator =>
  (argument, path) => {
    if (!isNumeric(argument)) {
      throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${path}: ${describe(argument)}}`);
    }
    return creating((slot, document) => {
      const current = slot.value;
      if (current === undefined) return slot.set(sign === '*' ? calculate('*', 0, argument) : argument);
      if (!isNumeric(current)) {
        throw typeMismatch(
          `Cannot apply ${name} to a value of non-numeric type. ${describeId(document)} has the field '${slot.name}' of non-numeric type ${typeName(current)}`,
        );
      }
      slot.set(withinInt64(name, document, current, argument, calculate(sign, current, argument)));
    });
  };

const isInteger = (value: Numeric): boolean => numericType(value) === 'int' || numericType(value) === 'long';

/** Between integers an overflow is refused; the double it would give has lost the count. */
function withinInt64(name: string, document: Document, current: Numeric, argument: Numeric, result: Numeric): Numeric {
  if (!isInteger(current) || !isInteger(argument) || isInteger(result)) return result;
  throw badValue(
    `Failed to apply ${name} operations to current value ((NumberLong)${current.toString()}) for document ${describeId(document)}`,
  );
}

const compileExtreme =
  (sign: 1 | -1): UpdateOperator =>
  (argument) =>
    creating((slot) => {
      const current = slot.value;
      if (current === undefined || compare(argument, current) * sign > 0) slot.set(cloneValue(argument));
    });

const compileCurrentDate: UpdateOperator = (argument, path) => {
  const type = isDocument(argument) ? argument['$type'] : 'date';
  const isValid = typeof argument === 'boolean' || (isDocument(argument) && Object.keys(argument).length === 1);
  if (!isValid || (type !== 'date' && type !== 'timestamp')) {
    throw badValue(`The value of '${path}' for $currentDate must be a boolean or {$type: 'date' | 'timestamp'}`);
  }
  return creating((slot) => slot.set(type === 'date' ? new Date() : nextTimestamp()));
};

const BITS: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

const compileBit: UpdateOperator = (argument) => {
  if (!isDocument(argument)) throw badValue(`The $bit modifier is not compatible with a ${typeName(argument)}`);
  const steps = Object.entries(argument).map(([name, operand]) => {
    const apply = BITS[name];
    if (!apply) throw badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
    if (!isNumeric(operand) || !isInteger(operand))
      throw badValue(
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(operand)}' is not supported here`,
      );
    return { apply, operand };
  });
  if (steps.length === 0)
    throw badValue('You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}');
  return creating((slot, document) => {
    let value: BsonValue = slot.value ?? 0;
    for (const { apply, operand } of steps) {
      if (!isNumeric(value) || !isInteger(value)) {
        throw badValue(
          `Cannot apply $bit to a value of non-integral type.${describeId(document)} has the field ${slot.name} of non-integer type ${typeName(value)}`,
        );
      }
      const result: bigint = apply(BigInt(value.toString()), BigInt(operand.toString()));
      value = typeof value === 'bigint' || typeof operand === 'bigint' ? result : Number(result);
    }
    slot.set(value);
  });
};

export const VALUE_CHANGES: Readonly<Record<string, UpdateOperator>> = {
  $set: compileSet,
  $setOnInsert: (argument, path, now) => ({ ...compileSet(argument, path, now), onInsert: true }),
  $unset: () => ({ onBlocked: 'ignore', apply: (slot) => slot.unset() }),
  $inc: compileCalculation('$inc', '+', 'increment'),
  $mul: compileCalculation('$mul', '*', 'multiply'),
  $min: compileExtreme(-1),
  $max: compileExtreme(1),
  $currentDate: compileCurrentDate,
  $bit: compileBit,
};
