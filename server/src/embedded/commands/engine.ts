import { encode } from '../bson/encode.ts';
import type { Document } from '../bson/types.ts';
import { Cursors } from '../cursors.ts';
import type { Source } from '../plan/scan.ts';
import { Catalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';
import type { Database } from '../storage/database.ts';
import { removeExpired } from '../ttl.ts';
import { MongoError } from '../values/errors.ts';
import type { House } from './call.ts';
import { readCall } from './read-call.ts';
import { COMMANDS } from './registry.ts';

/** A command as it came over the wire: its body, and the documents of an insert as bytes. */
export interface Request {
  readonly body: Document;
  readonly documents: readonly Buffer[];
  readonly connectionId: number;
}

/** SQLite's number for a full disk. */
const SQLITE_FULL = 13;

/** Runs commands on one store. A write runs to its end at once, so every command is atomic and their order is serial. */
export class Engine implements House {
  readonly database: Database;
  readonly catalog: Catalog;
  readonly cursors = new Cursors();
  readonly startedAt = new Date();
  commandsRun = 0;
  readonly #onFailure: (error: unknown) => void;

  constructor(database: Database, { onFailure }: { onFailure: (error: unknown) => void }) {
    this.database = database;
    this.catalog = new Catalog(database);
    this.#onFailure = onFailure;
  }

  /** The reply, as BSON. Never rejects: a refusal is a reply, and so is a fault of ours. */
  async run(request: Request): Promise<Buffer> {
    this.commandsRun += 1;
    let isReading = false;
    try {
      const call = readCall(request);
      const command = COMMANDS.get(call.name);
      if (!command) throw new MongoError(59, 'CommandNotFound', `no such command: '${call.name}'`);
      const reply = command.run(call, this);
      // Only a read gives a Promise: what goes wrong in one has changed nothing.
      isReading = reply instanceof Promise;
      const finished = await reply;
      return Buffer.isBuffer(finished) ? finished : encode({ ...finished, ok: 1 });
    } catch (error) {
      if (error instanceof MongoError) return refusal(error);
      if (!isReading) {
        this.rollback();
        this.#onFailure(error);
      }
      return this.failure(error);
    }
  }

  /** What clients are told when something broke that is no fault of theirs. */
  failure(error: unknown): Buffer {
    const number = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
    if (number === SQLITE_FULL) {
      return refusal(
        new MongoError(
          14031,
          'OutOfDiskSpace',
          'The disk is full. Nothing of this was written, and nothing is damaged.',
        ),
      );
    }
    return refusal(new MongoError(1, 'InternalError', error instanceof Error ? error.message : String(error)));
  }

  /** Puts into the open transaction what has to be in it. */
  beforeCommit(): void {
    this.catalog.beforeCommit();
  }

  /** Takes back everything since the last commit. */
  rollback(): void {
    if (!this.database.isOpen) return;
    this.database.rollback();
    this.catalog.load();
  }

  /** Removes what has expired and closes idle cursors. True if something was written. */
  tick(): boolean {
    this.cursors.closeIdle();
    return removeExpired(this) > 0;
  }

  sourceOf(collection: Collection | undefined): Source | null {
    if (!collection) return null;
    const { database, catalog } = this;
    return {
      database,
      collection,
      isCurrent: (one, index) => catalog.find(one.namespace) === one && (index === null || one.indexes.includes(index)),
    };
  }
}

const refusal = ({ code, codeName, message, extra }: MongoError): Buffer =>
  encode({ ok: 0, errmsg: message, code, codeName, ...extra });
