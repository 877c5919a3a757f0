import type { BsonValue, Document, Maybe } from '../bson/types.ts';
import type { Cursors } from '../cursors.ts';
import type { Pace } from '../pace.ts';
import type { Work } from '../pause.ts';
import type { Environment } from '../query/environment.ts';
import type { Source } from '../plan/scan.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Collection, Writing } from '../storage/collection.ts';
import type { Database } from '../storage/database.ts';

/** What commands work on. */
export interface Store {
  readonly database: Database;
  readonly catalog: Catalog;
  readonly cursors: Cursors;
  readonly startedAt: Date;
  /** Commands run so far. */
  readonly commandsRun: number;
  /** Where a read of a collection reads from. */
  sourceOf(collection: Collection | undefined): Source | null;
  /**
   * Does the work of a write. Others have their turn wherever it pauses, and what it has done by then is committed;
   * between two pauses nothing comes in between.
   */
  write<Result>(work: Work<Result>, pace: Pace): Promise<Result>;
}

/** A command as it came over the wire: its body, and the documents of an insert as bytes. */
export interface Request {
  readonly body: Document;
  readonly documents: readonly Buffer[];
  readonly connectionId: number;
}

/** One command as it arrived. */
export interface Call {
  /** The first field, which names the command. */
  readonly name: string;
  readonly argument: BsonValue;
  readonly databaseName: string;
  readonly body: Document;
  /** The documents of an insert, as they came. */
  readonly documents: readonly Buffer[];
  readonly connectionId: number;
  /** `$$NOW` and the variables of `let`. */
  readonly env: Environment;
  /** How what it writes is checked. */
  readonly writing: Writing;
  /** Knows when others should have a turn, and when the command has had its `maxTimeMS`. */
  readonly pace: Pace;
}

/** A document still to be encoded, or a finished reply. */
export type Reply = Document | Buffer;

export interface Command {
  /** Fields it understands beside those of every command. Any other is refused: it would be ignored without a word. */
  readonly fields: readonly string[];
  /** It is about the whole server: it needs no database and touches no collection. */
  readonly isGeneral?: boolean;
  /**
   * Runs the command. What it answers without a Promise is done at once, in one transaction; what takes longer and writes
   * does it through `store.write`.
   */
  run(call: Call, store: Store): Reply | Promise<Reply>;
}

/** The fields of a command by their names, `undefined` where one is missing. */
export type Fields = Readonly<Record<string, Maybe>>;
