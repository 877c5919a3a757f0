import { namesOf } from '../bson/fields.ts';
import { isDocument, type Document } from '../bson/types.ts';
import { compileFilter, type Predicate } from '../query/match.ts';
import { encodeKey, type Direction } from '../values/keys.ts';
import { numberOf } from '../values/numbers.ts';
import type { Sortable } from '../values/order.ts';
import { columns, type Database } from './database.ts';
import { keyTuples, type KeyTuples } from '../values/key-tuples.ts';
import { MongoError } from '../values/errors.ts';

export interface IndexField {
  readonly path: string;
  readonly parts: readonly string[];
  readonly direction: Direction;
}

/** One index: a table of keys in BSON's order, each with the row it leads to. */
export class CollectionIndex {
  readonly id: number;
  readonly fields: readonly IndexField[];
  readonly #paths: readonly (readonly string[])[];
  readonly #database: Database;
  readonly #onMultikey: (index: CollectionIndex) => void;
  /** Which fields have ever gone through an array. */
  readonly multikey: boolean[];
  #spec: Document;
  #partial: Predicate | null = null;

  constructor(parts: {
    database: Database;
    id: number;
    spec: Document;
    multikey: readonly boolean[];
    onMultikey: (index: CollectionIndex) => void;
  }) {
    this.#database = parts.database;
    this.id = parts.id;
    this.#spec = parts.spec;
    this.#onMultikey = parts.onMultikey;
    const key = isDocument(parts.spec['key']) ? parts.spec['key'] : {};
    this.fields = namesOf(key).map((path) => ({
      path,
      parts: path.split('.'),
      direction: (numberOf(key[path]) ?? 1) < 0 ? -1 : 1,
    }));
    this.#paths = this.fields.map(({ parts: path }) => path);
    this.multikey = this.fields.map((_, place) => parts.multikey[place] ?? false);
    const partial = parts.spec['partialFilterExpression'];
    if (isDocument(partial)) this.#partial = compileFilter(partial);
  }

  get spec(): Document {
    return this.#spec;
  }

  /** Only what does not change its keys: hidden, expireAfterSeconds. */
  set spec(spec: Document) {
    this.#spec = spec;
  }

  get name(): string {
    return String(this.#spec['name']);
  }

  get isUnique(): boolean {
    return this.#spec['unique'] === true || this.name === '_id_';
  }

  get isSparse(): boolean {
    return this.#spec['sparse'] === true;
  }

  get isHidden(): boolean {
    return this.#spec['hidden'] === true;
  }

  /** The filter of a partial index. */
  get partialFilter(): Document | null {
    const filter = this.#spec['partialFilterExpression'];
    return isDocument(filter) ? filter : null;
  }

  /** Seconds after which a document goes; null for an index without TTL. */
  get expireAfter(): number | null {
    return numberOf(this.#spec['expireAfterSeconds']) ?? null;
  }

  get table(): string {
    return `index_${this.id}`;
  }

  get isMultikey(): boolean {
    return this.multikey.includes(true);
  }

  /** False when no key can change with these fields of the document, given by their first names; null means all. */
  dependsOn(touched: ReadonlySet<string> | null): boolean {
    return (
      touched === null || this.#partial !== null || this.fields.some(({ parts: [first = ''] }) => touched.has(first))
    );
  }

  /** All keys of a document, each once. */
  keysOf(document: Document): Buffer[] {
    if (this.#partial && !this.#partial(document)) return [];
    const { tuples, multikey } = this.#tuplesOf(document);
    this.#note(multikey);
    const held = this.isSparse ? tuples.filter((tuple) => tuple.some((value) => value !== undefined)) : tuples;
    if (held.length === 1 && held[0]) return [this.keyOf(held[0])];
    return [...new Map(held.map((tuple) => this.keyOf(tuple)).map((key) => [key.toString('latin1'), key])).values()];
  }

  /** The values by which a document has this key: of its arrays the elements that stand in it. */
  tupleOf(document: Document, key: Buffer): readonly Sortable[] {
    return this.#tuplesOf(document).tuples.find((tuple) => this.keyOf(tuple).equals(key)) ?? [];
  }

  keyOf(tuple: readonly Sortable[]): Buffer {
    return encodeKey(
      tuple.map((value) => (value === undefined ? null : value)),
      this.fields.map((field) => field.direction),
    );
  }

  /** The row that holds this key, in a unique index. */
  rowOf(key: Buffer): number | undefined {
    const row = this.#database.statement(`SELECT r FROM ${this.table} WHERE k = ?`).get(key);
    return row === undefined ? undefined : Number(columns(row)[0]);
  }

  put(key: Buffer, row: number): void {
    this.#database.statement(`INSERT INTO ${this.table}(k, r) VALUES (?, ?)`).run(key, row);
  }

  delete(key: Buffer, row: number): void {
    this.#database.statement(`DELETE FROM ${this.table} WHERE k = ? AND r = ?`).run(key, row);
  }

  #tuplesOf(document: Document): KeyTuples {
    return keyTuples(document, this.#paths, refuseParallel);
  }

  #note(multikey: readonly boolean[]): void {
    const isNew = multikey.some((through, place) => through && !this.multikey[place]);
    if (!isNew) return;
    for (const [place, through] of multikey.entries()) this.multikey[place] ||= through;
    this.#onMultikey(this);
  }
}

const refuseParallel = (one: string, other: string): MongoError =>
  new MongoError(171, 'CannotIndexParallelArrays', `cannot index parallel arrays [${one}] [${other}]`);
