import { getField } from '../bson/fields.ts';
import { isDocument, type BsonValue, type Maybe } from '../bson/types.ts';

/** What a field path of an expression leads to. Arrays give the array of what their documents have; positions are no names. */
export function valueAtPath(start: Maybe, parts: readonly string[], depth = 0): Maybe {
  let value = start;
  for (let index = depth; index < parts.length; index++) {
    if (Array.isArray(value)) return valuesInArray(value, parts, index);
    if (!isDocument(value)) return undefined;
    value = getField(value, parts[index] ?? '');
  }
  return value;
}

function valuesInArray(array: readonly BsonValue[], parts: readonly string[], depth: number): BsonValue[] {
  const found: BsonValue[] = [];
  for (const element of array) {
    if (!isDocument(element)) continue;
    const value = valueAtPath(element, parts, depth);
    if (value !== undefined) found.push(value);
  }
  return found;
}
