import { closeSync, openSync } from 'node:fs';
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { makePrivateFile, narrow } from './private.ts';
import { EmbeddedStoreError } from './store-error.ts';

/**
 * Version of the tables below. A file of a newer one is left alone. The tables of 1 are the same; what was deleted in it
 * is still in its bytes.
 */
const FORMAT = 2;
const KEEPS_DELETED = 1;

/**
 * `locking_mode=EXCLUSIVE`: one process for each file. `synchronous=NORMAL` never flushes by itself; whoever needs a write
 * to be durable flushes the write-ahead log, see flush.ts. `secure_delete` overwrites what is deleted; overwrite.ts does the
 * rest.
 */
const SETTINGS = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA cache_size = -65536;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA temp_store = MEMORY;
  PRAGMA secure_delete = ON;
`;

/** Writes everything anew that is in use, and nothing else. */
const ANEW = 'VACUUM; PRAGMA wal_checkpoint(TRUNCATE)';

const TABLES = `
  CREATE TABLE IF NOT EXISTS collections(
    id INTEGER PRIMARY KEY, namespace TEXT NOT NULL UNIQUE, options BLOB NOT NULL, documents INTEGER NOT NULL, uuid TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS indexes(
    id INTEGER PRIMARY KEY, collection INTEGER NOT NULL, spec BLOB NOT NULL, multikey TEXT NOT NULL);
`;

/** One SQLite file: prepared statements, and one write transaction that gathers the writes of many commands. */
export class Database {
  readonly file: string;
  /** Of a page, in bytes. */
  readonly pageSize: number;
  readonly #sqlite: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #isOpen = false;
  #raw: number | null = null;
  /** Called when a transaction begins; whoever sees to it that it ends sets it. */
  onBegin: () => void = () => undefined;

  constructor(file: string) {
    this.file = file;
    this.#sqlite = open(file);
    this.pageSize = numberOf(this.#sqlite, 'page_size');
  }

  /** True while a write transaction is open: something has been written that nobody may be told of yet. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  begin(): void {
    if (this.#isOpen) return;
    this.#sqlite.exec('BEGIN');
    this.#isOpen = true;
    this.onBegin();
  }

  commit(): void {
    if (!this.#isOpen) return;
    this.#sqlite.exec('COMMIT');
    this.#isOpen = false;
  }

  rollback(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    // On a full disk SQLite may have rolled back by itself.
    if (this.#sqlite.isTransaction) this.#sqlite.exec('ROLLBACK');
  }

  /** A prepared statement whose rows are arrays, kept for the next time. */
  statement(sql: string): StatementSync {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    const statement = this.#sqlite.prepare(sql);
    statement.setReturnArrays(true);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** Changes the tables themselves; every prepared statement may be about a table that is gone. */
  define(sql: string): void {
    this.begin();
    this.#statements.clear();
    this.#sqlite.exec(sql);
  }

  /** Writes the file anew, without what deleted documents left. Outside of any transaction. */
  compact(): void {
    this.#statements.clear();
    this.#sqlite.exec(ANEW);
  }

  /**
   * Brings everything committed into the file, and keeps nothing of it in the log or in memory. False while that cannot
   * be: something is being written or copied.
   */
  emptyLog(): boolean {
    if (this.#isOpen) return false;
    const [isBusy] = columns(this.statement('PRAGMA wal_checkpoint(TRUNCATE)').get());
    if (isBusy !== 0) return false;
    this.#sqlite.exec('PRAGMA shrink_memory');
    return true;
  }

  /** The bytes of the file itself. Closed after SQLite's own: to close it earlier would release the locks. */
  get raw(): number {
    return (this.#raw ??= openSync(this.file, 'r+'));
  }

  /** Copies the file as it is committed, page by page beside other work; what is written meanwhile comes along. */
  async backup(to: string): Promise<void> {
    makePrivateFile(to);
    for (let tries = 1; ; tries++) {
      try {
        await backup(this.#sqlite, to, { rate: 500 });
        return;
      } catch (error) {
        if (tries === MOST_TRIES || !isBusyAtFirst(error)) throw error;
      }
      await setTimeout(PAUSE_MS);
    }
  }

  close(): void {
    this.commit();
    this.#sqlite.close();
    if (this.#raw !== null) closeSync(this.#raw);
    this.#raw = null;
  }
}

/** How often a copy may find a write under way when it begins, and the pause in between. */
const MOST_TRIES = 1_000;
const PAUSE_MS = 2;

/**
 * A copy cannot take its first page while this connection is writing (SQLITE_BUSY of sqlite3_backup_step). node:sqlite
 * waits that out at every later page; at the first it ends with the code of "no error".
 */
function isBusyAtFirst(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === 0;
}

function open(file: string): DatabaseSync {
  let sqlite: DatabaseSync | undefined;
  try {
    // SQLite gives its log the rights of the file.
    makePrivateFile(file);
    narrow(`${file}-wal`);
    sqlite = new DatabaseSync(file);
    const version = numberOf(sqlite, 'user_version');
    if (version > FORMAT) {
      throw new EmbeddedStoreError(
        `${file} was written by a newer version of this program (format ${version}; this one knows ${FORMAT}). Nothing was changed; use the newer version.`,
      );
    }
    sqlite.exec(SETTINGS);
    if (version === KEEPS_DELETED) sqlite.exec(ANEW);
    sqlite.exec('BEGIN IMMEDIATE');
    sqlite.exec(TABLES);
    sqlite.exec(`PRAGMA user_version = ${FORMAT}`);
    sqlite.exec('COMMIT');
    return sqlite;
  } catch (error) {
    sqlite?.close();
    throw asSentence(file, error);
  }
}

function numberOf(sqlite: DatabaseSync, pragma: 'user_version' | 'page_size'): number {
  const row = sqlite.prepare(`PRAGMA ${pragma}`).get();
  return Number(row?.[pragma] ?? 0);
}

function asSentence(file: string, error: unknown): unknown {
  if (error instanceof EmbeddedStoreError || !(error instanceof Error)) return error;
  const about = [
    [
      /locked|busy/i,
      `${file} is in use by another process. Stop that one first; a folder serves one process at a time.`,
    ],
    [
      /not a database|malformed|corrupt/i,
      `${file} is damaged or no store at all. Nothing was changed; restore a backup.`,
    ],
    [/full/i, `The disk is full, so ${file} cannot be opened. Nothing was lost; free some space.`],
    [/read-?only|unable to open|permission/i, `${file} cannot be opened for writing with your rights.`],
  ] as const;
  const known = about.find(([pattern]) => pattern.test(error.message));
  return known ? new EmbeddedStoreError(known[1], { cause: error }) : error;
}

/** A column of bytes, without copying it. */
export function bytes(value: unknown): Buffer {
  if (!(value instanceof Uint8Array)) throw new TypeError('The column holds no bytes');
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/** A row of a statement, as an array. */
export function columns(row: unknown): readonly unknown[] {
  if (!Array.isArray(row)) throw new TypeError('The row is no array');
  return row;
}
