import { namesOf } from '../bson/fields.ts';
import { BSONRegExp, isDocument, ObjectId, type Document, type Maybe } from '../bson/types.ts';
import { isNumeric } from './numbers.ts';

/** A value as MongoDB's messages show it, cut short when it is long. */
export function describe(value: Maybe): string {
  const text = render(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function render(value: Maybe): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === undefined) return 'missing';
  if (isNumeric(value)) return value.toString();
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`;
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(render).join(', ')} ]`;
  if (!isDocument(value)) return String(value);
  const names = namesOf(value);
  return names.length === 0 ? '{}' : `{ ${names.map((name) => `${name}: ${render(value[name])}`).join(', ')} }`;
}

/** How messages name a document. */
export function describeId(document: Document): string {
  return document['_id'] === undefined ? '{ no id }' : `{_id: ${describe(document['_id'])}}`;
}
