import { namesOf, withIdFirst } from '../bson/fields.ts';
import { isDocument, ObjectId, type Document, type Maybe } from '../bson/types.ts';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { describe } from '../values/describe.ts';
import { dollarPrefixed, location, MongoError } from '../values/errors.ts';
import { fillTimestamps } from '../values/timestamps.ts';
import { EMPTY_ARRAY } from '../values/order.ts';
import { typeName } from '../values/types.ts';
import { bytes, columns, type Database } from './database.ts';
import type { CollectionIndex } from './collection-index.ts';
import { Validator } from './validator.ts';

/** MongoDB's limit on a document, in bytes. */
export const MAX_DOCUMENT = 16 * 1024 * 1024;

/** A stored document: the row it is in, and its bytes. */
export interface StoredRow {
  readonly row: number;
  readonly raw: Buffer;
}

/** How what is written is checked. */
export interface Writing {
  /** The collection's validator is not asked. */
  readonly isUnchecked: boolean;
  /** Empty timestamps stay as they are. */
  readonly keepsEmptyTimestamps: boolean;
}

const USUAL: Writing = { isUnchecked: false, keepsEmptyTimestamps: false };

export interface Replacing extends Writing {
  readonly touched: ReadonlySet<string> | null;
}

/** Keys that an update adds to and takes from one index. */
interface KeyChange {
  readonly index: CollectionIndex;
  readonly added: readonly Buffer[];
  readonly gone: readonly Buffer[];
}

/** Documents in their rows, and the indexes that lead to them. Every check comes before the first write. */
export class Collection {
  readonly id: number;
  readonly uuid: string;
  readonly indexes: CollectionIndex[] = [];
  namespace: string;
  /** Documents in it; kept in the catalog with every commit. */
  count: number;
  readonly #database: Database;
  #validator: Validator;
  #nextRow: number;

  constructor(parts: {
    database: Database;
    id: number;
    namespace: string;
    uuid: string;
    options: Document;
    count: number;
  }) {
    this.#database = parts.database;
    this.id = parts.id;
    this.namespace = parts.namespace;
    this.uuid = parts.uuid;
    this.#validator = new Validator(parts.options);
    this.count = parts.count;
    const last = columns(parts.database.statement(`SELECT max(r) FROM ${this.table}`).get())[0];
    this.#nextRow = Number(last ?? 0) + 1;
  }

  /** As `create` was given them, in the form in which listCollections shows them. */
  get options(): Document {
    return this.#validator.options;
  }

  set options(options: Document) {
    this.#validator = new Validator(options);
  }

  get table(): string {
    return `documents_${this.id}`;
  }

  get name(): string {
    return this.namespace.slice(this.namespace.indexOf('.') + 1);
  }

  indexNamed(name: string): CollectionIndex | undefined {
    return this.indexes.find((index) => index.name === name);
  }

  read(row: number): Buffer | undefined {
    const found = this.#database.statement(`SELECT v FROM ${this.table} WHERE r = ?`).get(row);
    return found === undefined ? undefined : bytes(columns(found)[0]);
  }

  /** Takes a document as it came, gives it an `_id` if it has none, and returns it decoded. */
  insert(given: Buffer, { isUnchecked, keepsEmptyTimestamps }: Writing = USUAL): Document {
    const document = withId(decode(given));
    const isFilled = !keepsEmptyTimestamps && fillTimestamps(document);
    const raw = startsWithId(given) && !isFilled ? given : encode(document);
    if (!isUnchecked) this.#validator.check(document);
    checkSize(raw, 10334, 'object to insert too large');
    checkId(document['_id']);
    const keys = this.indexes.map((index) => ({ index, keys: index.keysOf(document) }));
    for (const { index, keys: added } of keys) this.#requireUnique(index, added, document);

    this.#database.begin();
    const row = this.#nextRow++;
    this.#database.statement(`INSERT INTO ${this.table}(r, v) VALUES (?, ?)`).run(row, raw);
    for (const { index, keys: added } of keys) for (const key of added) index.put(key, row);
    this.count += 1;
    return document;
  }

  /**
   * Puts `next` in the place of a document; it differs at most in the fields `touched`, by their first names (null: in
   * any). Returns its bytes, or null when nothing changed.
   */
  replace({ row, raw: before }: StoredRow, next: Document, { isUnchecked, touched }: Replacing): Buffer | null {
    const raw = encode(next);
    if (raw.equals(before)) return null;
    if (!isUnchecked) this.#validator.check(next, before);
    checkSize(raw, 17419, 'Resulting document after update is larger than the limit');
    const touchedIndexes = this.indexes.filter((index) => index.name !== '_id_' && index.dependsOn(touched));
    const changes = touchedIndexes.length > 0 ? changesOf(touchedIndexes, decode(before), next) : [];
    for (const { index, added } of changes) this.#requireUnique(index, added, next, row);

    this.#database.begin();
    for (const { index, added, gone } of changes) {
      for (const key of gone) index.delete(key, row);
      for (const key of added) index.put(key, row);
    }
    this.#database.statement(`UPDATE ${this.table} SET v = ? WHERE r = ?`).run(raw, row);
    return raw;
  }

  remove({ row, raw }: StoredRow): void {
    const document = decode(raw);
    this.#database.begin();
    for (const index of this.indexes) for (const key of index.keysOf(document)) index.delete(key, row);
    this.#database.statement(`DELETE FROM ${this.table} WHERE r = ?`).run(row);
    this.count -= 1;
  }

  #requireUnique(index: CollectionIndex, keys: readonly Buffer[], document: Document, own?: number): void {
    if (!index.isUnique) return;
    const taken = keys.filter((key) => {
      const holder = index.rowOf(key);
      return holder !== undefined && holder !== own;
    });
    const [first] = taken.sort((a, b) => Buffer.compare(a, b));
    if (first) throw duplicateKey(this.namespace, index, document, first);
  }
}

function changesOf(indexes: readonly CollectionIndex[], before: Document, after: Document): KeyChange[] {
  const name = (key: Buffer) => key.toString('latin1');
  return indexes.map((index) => {
    const [old, now] = [index.keysOf(before), index.keysOf(after)];
    const [had, has] = [new Set(old.map(name)), new Set(now.map(name))];
    return { index, added: now.filter((key) => !had.has(name(key))), gone: old.filter((key) => !has.has(name(key))) };
  });
}

/** E11000, with the pattern and the values of the key, as drivers expect them. */
export function duplicateKey(namespace: string, index: CollectionIndex, document: Document, key: Buffer): MongoError {
  const tuple = index.tupleOf(document, key);
  const keyValue: Document = Object.fromEntries(
    index.fields.map(({ path }, place) => [path, tuple[place] === EMPTY_ARRAY ? null : (tuple[place] ?? null)]),
  );
  const shown = index.fields.map(
    ({ path }, place) => `${path}: ${tuple[place] === EMPTY_ARRAY ? 'undefined' : describe(keyValue[path])}`,
  );
  return new MongoError(
    11000,
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${index.name} dup key: { ${shown.join(', ')} }`,
    { keyPattern: index.spec['key'] ?? {}, keyValue },
  );
}

function startsWithId(raw: Buffer): boolean {
  return raw.length > 9 && raw.toString('latin1', 5, 9) === '_id\0';
}

/** `_id` first, made if it is missing. */
export function withId(document: Document): Document {
  const id = document['_id'];
  return id !== undefined && namesOf(document)[0] === '_id'
    ? document
    : withIdFirst(document, id === undefined ? new ObjectId() : id);
}

function checkSize(raw: Buffer, code: number, words: string): void {
  if (raw.length <= MAX_DOCUMENT) return;
  const message = `${words}. size in bytes: ${raw.length}, max size: ${MAX_DOCUMENT}`;
  throw code === 10334 ? new MongoError(code, 'BSONObjectTooLarge', message) : location(code, message);
}

function checkId(id: Maybe): void {
  const type = typeName(id);
  if (type === 'array' || type === 'regex')
    throw new MongoError(53, 'InvalidIdField', `The '_id' value cannot be of type ${type}`);
  const dollar = isDocument(id) ? Object.keys(id).find((name) => name.startsWith('$')) : undefined;
  if (dollar)
    throw dollarPrefixed(`_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`);
}
