import { encode } from '../bson/encode.ts';
import { Cursors } from '../cursors.ts';
import { LIMITS } from '../limits.ts';
import { Pace } from '../pace.ts';
import type { Work } from '../pause.ts';
import type { Source } from '../plan/scan.ts';
import { Catalog, TEMPORARY } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';
import type { Database } from '../storage/database.ts';
import { removeExpired } from '../ttl.ts';
import { MongoError } from '../values/errors.ts';
import type { Request, Store } from './call.ts';
import { readCall } from './read-call.ts';
import { COMMANDS } from './registry.ts';

/** SQLite's number for a full disk. */
const SQLITE_FULL = 13;

/** Runs commands on one store. What changes one document is done at once, so it is atomic and the order is serial. */
export class Engine implements Store {
  readonly database: Database;
  readonly catalog: Catalog;
  readonly cursors = new Cursors();
  readonly startedAt = new Date();
  commandsRun = 0;
  readonly #onFailure: (error: unknown) => void;
  #rollbacks = 0;

  constructor(database: Database, { onFailure }: { onFailure: (error: unknown) => void }) {
    this.database = database;
    this.catalog = new Catalog(database);
    this.#onFailure = onFailure;
    for (const collection of this.catalog.all()) {
      if (collection.name.startsWith(TEMPORARY)) this.catalog.drop(collection);
    }
    database.commit();
  }

  /** The reply, as BSON. Never rejects: a refusal is a reply, and so is a fault of ours. */
  async run(request: Request): Promise<Buffer> {
    this.commandsRun += 1;
    let isWaiting = false;
    try {
      const call = readCall(request);
      const command = COMMANDS.get(call.name);
      if (!command) throw new MongoError(59, 'CommandNotFound', `no such command: '${call.name}'`);
      const reply = command.run(call, this);
      // What goes wrong in a read has changed nothing, and a write that takes longer has taken it back itself.
      isWaiting = reply instanceof Promise;
      const finished = await reply;
      return Buffer.isBuffer(finished) ? finished : fitting(encode({ ...finished, ok: 1 }));
    } catch (error) {
      if (error instanceof MongoError) return refusal(error);
      if (!isWaiting) this.#takeBack(error);
      return this.failure(error);
    }
  }

  async write<Result>(work: Work<Result>, pace: Pace): Promise<Result> {
    const rollbacks = this.#rollbacks;
    try {
      for (;;) {
        const step = work.next();
        if (step.done === true) return step.value;
        if (!pace.isTurnOver()) continue;
        await pace.rest();
        // The reply is the reason, which whoever took it back has told.
        if (this.#rollbacks !== rollbacks) throw new MongoError(1, 'InternalError', 'A part could not be written.');
      }
    } catch (error) {
      if (!(error instanceof MongoError)) this.#takeBack(error);
      throw error;
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
    this.#rollbacks += 1;
    this.database.rollback();
    this.catalog.load();
  }

  /** Closes idle cursors and removes what has expired; answers how many documents. */
  async tick(): Promise<number> {
    this.cursors.closeIdle();
    const pace = new Pace();
    return this.write(removeExpired(this, pace), pace);
  }

  #takeBack(error: unknown): void {
    this.rollback();
    this.#onFailure(error);
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

/** A reply is a document too, with some room for what stands around its values. */
function fitting(reply: Buffer): Buffer {
  if (reply.length <= LIMITS.maxBsonObjectSize + 16_384) return reply;
  throw new MongoError(
    10334,
    'BSONObjectTooLarge',
    `The reply would have ${reply.length} bytes, and 16 MB are the most`,
  );
}

const refusal = ({ code, codeName, message, extra }: MongoError): Buffer =>
  encode({ ok: 0, errmsg: message, code, codeName, ...extra });
