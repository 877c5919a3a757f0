import { randomUUID } from 'node:crypto';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import type { Document } from '../bson/types.ts';
import { MongoError } from '../values/errors.ts';
import { duplicateKey, Collection } from './collection.ts';
import { CollectionIndex } from './collection-index.ts';
import { bytes, columns, type Database } from './database.ts';

/** How the name of a collection begins that takes another's place when it is full. One that is left was never finished. */
export const TEMPORARY = 'tmp.agg_out.';

/** Rows that an index is built from at a time. */
const PAGE = 1_000;

/** Every collection and index of a file. */
export class Catalog {
  readonly #database: Database;
  readonly #collections = new Map<string, Collection>();
  /** Collections whose count has to go with the next commit. */
  readonly #counted = new Map<number, number>();

  constructor(database: Database) {
    this.#database = database;
    this.load();
  }

  /** Reads the catalog again, as after a rollback. */
  load(): void {
    this.#collections.clear();
    this.#counted.clear();
    for (const row of this.#database
      .statement('SELECT id, namespace, uuid, options, documents FROM collections')
      .all()) {
      const [id, namespace, uuid, options, count] = columns(row);
      this.#remember({
        id: Number(id),
        namespace: String(namespace),
        uuid: String(uuid),
        options: decode(bytes(options)),
        count: Number(count),
      });
    }
    for (const row of this.#database
      .statement('SELECT id, collection, spec, multikey FROM indexes ORDER BY id')
      .all()) {
      const [id, collection, spec, multikey] = columns(row);
      const owner = [...this.#collections.values()].find((one) => one.id === Number(collection));
      const marks = [...String(multikey)].map((mark) => mark === '1');
      owner?.indexes.push(this.#indexOf(Number(id), decode(bytes(spec)), marks));
    }
  }

  /** Writes what belongs into the transaction that is about to be committed. */
  beforeCommit(): void {
    for (const { id, count } of this.#collections.values()) {
      if (this.#counted.get(id) === count) continue;
      this.#counted.set(id, count);
      this.#database.statement('UPDATE collections SET documents = ? WHERE id = ?').run(count, id);
    }
  }

  find(namespace: string): Collection | undefined {
    return this.#collections.get(namespace);
  }

  all(): Collection[] {
    return [...this.#collections.values()];
  }

  inDatabase(name: string): Collection[] {
    return this.all().filter(({ namespace }) => namespace.startsWith(`${name}.`));
  }

  /** The collection, made with its `_id` index if there is none. */
  ensure(namespace: string, options: Document = {}): Collection {
    return this.find(namespace) ?? this.create(namespace, options);
  }

  create(namespace: string, options: Document): Collection {
    checkNamespace(namespace);
    this.#requireCase(databaseOf(namespace));
    const uuid = randomUUID();
    this.#database.begin();
    const insert = this.#database.statement(
      'INSERT INTO collections(namespace, uuid, options, documents) VALUES (?, ?, ?, 0)',
    );
    const id = Number(insert.run(namespace, uuid, encode(options)).lastInsertRowid);
    this.#database.define(`CREATE TABLE documents_${id}(r INTEGER PRIMARY KEY, v BLOB NOT NULL)`);
    const collection = this.#remember({ id, namespace, uuid, options, count: 0 });
    this.addIndex(collection, { v: 2, key: { _id: 1 }, name: '_id_' });
    return collection;
  }

  drop(collection: Collection): void {
    for (const index of [...collection.indexes]) this.dropIndex(collection, index);
    this.#database.define(`DROP TABLE ${collection.table}`);
    this.#database.statement('DELETE FROM collections WHERE id = ?').run(collection.id);
    this.#collections.delete(collection.namespace);
    this.#counted.delete(collection.id);
  }

  rename(collection: Collection, namespace: string): void {
    checkNamespace(namespace);
    this.#requireCase(databaseOf(namespace));
    this.#database.begin();
    this.#database.statement('UPDATE collections SET namespace = ? WHERE id = ?').run(namespace, collection.id);
    this.#collections.delete(collection.namespace);
    collection.namespace = namespace;
    this.#collections.set(namespace, collection);
  }

  /** Builds an index over what is there. A duplicate is found before anything of the index is left behind. */
  addIndex(collection: Collection, spec: Document): CollectionIndex {
    this.#database.begin();
    const insert = this.#database.statement('INSERT INTO indexes(collection, spec, multikey) VALUES (?, ?, ?)');
    const id = Number(insert.run(collection.id, encode(spec), '').lastInsertRowid);
    const index = this.#indexOf(id, spec, []);
    const key = index.isUnique ? 'PRIMARY KEY (k)' : 'PRIMARY KEY (k, r)';
    this.#database.define(`CREATE TABLE ${index.table}(k BLOB NOT NULL, r INTEGER NOT NULL, ${key}) WITHOUT ROWID`);
    try {
      this.#fill(collection, index);
    } catch (error) {
      this.#forget(index);
      throw error;
    }
    collection.indexes.push(index);
    return index;
  }

  dropIndex(collection: Collection, index: CollectionIndex): void {
    collection.indexes.splice(collection.indexes.indexOf(index), 1);
    this.#forget(index);
  }

  /** Changes what an index says of itself without changing its keys. */
  changeIndex(index: CollectionIndex, spec: Document): void {
    this.#database.begin();
    this.#database.statement('UPDATE indexes SET spec = ? WHERE id = ?').run(encode(spec), index.id);
    index.spec = spec;
  }

  changeOptions(collection: Collection, options: Document): void {
    this.#database.begin();
    this.#database.statement('UPDATE collections SET options = ? WHERE id = ?').run(encode(options), collection.id);
    collection.options = options;
  }

  #fill(collection: Collection, index: CollectionIndex): void {
    const page = this.#database.statement(`SELECT r, v FROM ${collection.table} WHERE r > ? ORDER BY r LIMIT ${PAGE}`);
    for (let last = 0; ;) {
      const rows = page.all(last);
      for (const row of rows) {
        const [r, v] = columns(row);
        last = Number(r);
        const document = decode(bytes(v));
        for (const key of index.keysOf(document)) {
          if (index.isUnique && index.rowOf(key) !== undefined)
            throw duplicateKey(collection.namespace, index, document, key);
          index.put(key, last);
        }
      }
      if (rows.length < PAGE) return;
    }
  }

  /** A database differs from every other by more than case: not every file system could tell them apart. */
  #requireCase(name: string): void {
    const names = new Set(this.all().map(({ namespace }) => databaseOf(namespace)));
    const other = names.has(name) ? undefined : [...names].find((one) => one.toLowerCase() === name.toLowerCase());
    if (other === undefined) return;
    throw new MongoError(
      13297,
      'DatabaseDifferCase',
      `db already exists with different case already have: [${other}] trying to create [${name}]`,
    );
  }

  #forget(index: CollectionIndex): void {
    this.#database.define(`DROP TABLE ${index.table}`);
    this.#database.statement('DELETE FROM indexes WHERE id = ?').run(index.id);
  }

  #remember(parts: { id: number; namespace: string; uuid: string; options: Document; count: number }): Collection {
    const collection = new Collection({ database: this.#database, ...parts });
    this.#collections.set(parts.namespace, collection);
    this.#counted.set(parts.id, parts.count);
    return collection;
  }

  #indexOf(id: number, spec: Document, multikey: readonly boolean[]): CollectionIndex {
    const onMultikey = (index: CollectionIndex) => {
      const marks = index.multikey.map((mark) => (mark ? '1' : '0')).join('');
      this.#database.begin();
      this.#database.statement('UPDATE indexes SET multikey = ? WHERE id = ?').run(marks, index.id);
    };
    return new CollectionIndex({ database: this.#database, id, spec, multikey, onMultikey });
  }
}

const databaseOf = (namespace: string): string => namespace.slice(0, namespace.indexOf('.'));

function checkNamespace(namespace: string): void {
  const dot = namespace.indexOf('.');
  const [database, name] = [namespace.slice(0, dot), namespace.slice(dot + 1)];
  const isWrong =
    dot < 1 ||
    name === '' ||
    name.startsWith('.') ||
    name.includes('$') ||
    name.includes('\0') ||
    /[/\\. "$*<>:|?\0]/.test(database);
  if (isWrong || Buffer.byteLength(namespace) > 255)
    throw new MongoError(73, 'InvalidNamespace', `Invalid namespace specified '${namespace}'`);
}
