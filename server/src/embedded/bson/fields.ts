import { isDocument, type BsonValue, type Document, type Maybe } from './types.ts';

/** Names that JavaScript takes for array indexes and puts in front of all others. */
const INDEX_LIKE = /^(?:0|[1-9]\d{0,9})$/;

/** Where a document has such a name: all its names, in their own order. */
const orders = new WeakMap<Document, string[]>();
/** Most stores never hold one, and then nobody looks there. */
let isOrdered = false;

const beginsWithDigit = (name: string | undefined): boolean => {
  const first = name?.charCodeAt(0) ?? 0;
  return first >= 0x30 && first <= 0x39;
};

/** The names of a document's fields in their order, which `Object.keys` does not give for names such as `1`. */
export function namesOf(document: Document): readonly string[] {
  const names = Object.keys(document);
  return beginsWithDigit(names[0]) ? (orders.get(document) ?? names) : names;
}

/** The fields of a document in their order. */
export function* fieldsOf(document: Document): Generator<[string, BsonValue]> {
  for (const name of namesOf(document)) {
    const value = document[name];
    if (value !== undefined) yield [name, value];
  }
}

/** Sets a field, also one named `__proto__`. A new one is the last. */
export function setField(document: Document, name: string, value: BsonValue): void {
  if (isOrdered || beginsWithDigit(name)) noteOrder(document, name);
  if (name === '__proto__') {
    Object.defineProperty(document, name, { value, writable: true, enumerable: true, configurable: true });
  } else {
    document[name] = value;
  }
}

function noteOrder(document: Document, name: string): void {
  if (Object.hasOwn(document, name)) return;
  const known = orders.get(document);
  if (known) known.push(name);
  else if (INDEX_LIKE.test(name)) {
    isOrdered = true;
    orders.set(document, [...Object.keys(document), name]);
  }
}

/** Removes a field, if it is there. */
export function removeField(document: Document, name: string): void {
  const known = isOrdered ? orders.get(document) : undefined;
  if (known?.includes(name)) known.splice(known.indexOf(name), 1);
  Reflect.deleteProperty(document, name);
}

/** The document's own field, never what it inherits. */
export function getField(document: Document, name: string): Maybe {
  return Object.hasOwn(document, name) ? document[name] : undefined;
}

/** A new document with the same fields. */
export function copyFields(document: Document): Document {
  const copy: Document = {};
  for (const name of namesOf(document)) setField(copy, name, document[name] ?? null);
  return copy;
}

/** The document with this `_id`, which is its first field. */
export function withIdFirst(document: Document, id: BsonValue): Document {
  const result: Document = { _id: id };
  for (const [name, value] of fieldsOf(document)) if (name !== '_id') setField(result, name, value);
  return result;
}

/** A copy in which documents and arrays are new and all other values shared: those are never changed. */
export function cloneValue(value: BsonValue): BsonValue {
  if (Array.isArray(value)) return value.map(cloneValue);
  return isDocument(value) ? cloneDocument(value) : value;
}

/** See {@link cloneValue}. */
export function cloneDocument(document: Document): Document {
  const copy: Document = {};
  for (const name of namesOf(document)) setField(copy, name, cloneValue(document[name] ?? null));
  return copy;
}
