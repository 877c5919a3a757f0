import { BSONRegExp, isDocument, type BsonValue, type Document } from '../bson/types.ts';
import { isOperators } from '../query/match-field.ts';
import { compileFilter } from '../query/match.ts';
import { isTrue } from '../query/truth.ts';
import { compare, equals, rankOf } from '../values/order.ts';
import type { Condition, Conditions } from './conditions.ts';

/** True only if every document that meets the conditions meets the filter of a partial index too. */
export function isImplied(partial: Document, { byPath }: Conditions): boolean {
  return Object.entries(partial).every(([name, argument]) => {
    if (name === '$and' && Array.isArray(argument)) {
      return argument.every((branch) => isDocument(branch) && isImplied(branch, { byPath, count: 0, isWhole: false }));
    }
    const conditions = byPath.get(name);
    if (name.startsWith('$') || !conditions) return false;
    const asked: Document = isOperators(argument) ? argument : { $eq: argument };
    return Object.entries(asked).every(([operator, value]) =>
      conditions.some((condition) => implies(condition, operator, value)),
    );
  });
}

/** Operators that an array meets as soon as one of its elements does. What is known of one element is enough for them. */
const ANY_ELEMENT = new Set(['$eq', '$in', '$gt', '$gte', '$lt', '$lte', '$type']);

function implies(condition: Condition, operator: string, value: BsonValue): boolean {
  if (operator === '$exists') return isTrue(value) && impliesPresence(condition);
  if (condition.operator === operator && !condition.isPart && equals(condition.value, value)) return true;
  if (!ANY_ELEMENT.has(operator)) return false;
  if (isWider(condition, operator, value)) return true;
  const known = knownValues(condition);
  if (!known) return false;
  const meets = compileFilter({ value: { [operator]: value } });
  return known.every((one) => meets({ value: one }));
}

function impliesPresence({ operator, value }: Condition): boolean {
  switch (operator) {
    case '$eq':
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return value !== null;
    case '$in':
      return Array.isArray(value) && !value.includes(null);
    case '$exists':
      return isTrue(value);
    default:
      return operator === '$type' || operator === '$regex';
  }
}

/** The values one of which the field has, or one of its elements. */
function knownValues({ operator, value }: Condition): readonly BsonValue[] | null {
  const values = operator === '$eq' ? [value] : operator === '$in' && Array.isArray(value) ? value : null;
  return values?.some((one) => one instanceof BSONRegExp || Array.isArray(one)) ? null : values;
}

/** `$gt: 5` holds wherever `$gt: 7` does. */
function isWider(condition: Condition, operator: string, value: BsonValue): boolean {
  const sign = operator.startsWith('$gt') ? 1 : operator.startsWith('$lt') ? -1 : 0;
  if (sign === 0 || condition.operator.slice(0, 3) !== operator.slice(0, 3)) return false;
  if (rankOf(condition.value) !== rankOf(value)) return false;
  const order = compare(condition.value, value) * sign;
  return order > 0 || (order === 0 && (operator.endsWith('e') || !condition.operator.endsWith('e')));
}
