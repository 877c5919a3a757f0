import { closeSync, fdatasync, openSync } from 'node:fs';
import type { Database } from './database.ts';

/** What the flush needs of the engine. */
export interface Transacting {
  /** Writes what belongs into the transaction that is about to be committed. */
  beforeCommit(): void;
  /** Puts everything back to what was committed last. */
  rollback(): void;
  /** The reply to whoever waited for what could not be written. */
  failure(error: unknown): Buffer;
}

/** One who waits until what was written, or seen, is as safe as asked for. */
interface Waiting {
  readonly reply: Buffer;
  readonly isDurable: boolean;
  readonly send: (reply: Buffer) => void;
}

/**
 * Group commit. All writes of one turn of the event loop share a transaction, and no reply that could tell of them
 * leaves before COMMIT. If one of them has to be durable the write-ahead log is flushed first, on another thread; what
 * is committed meanwhile waits for the next flush, all together.
 */
export class Flush {
  readonly #database: Database;
  readonly #engine: Transacting;
  readonly #beforeCommit: () => void;
  readonly #afterFlush: () => void;
  #log: number | null = null;
  #group: Waiting[] = [];
  #isScheduled = false;
  /** Committed, and waiting for the log to be flushed. */
  #unsafe: Waiting[] = [];
  #isFlushing = false;
  /** Whether anything was committed since the last flush began. */
  #isDirty = false;
  /** Counts the transactions that came to nothing, and keeps what the last of them is answered with. */
  failures = 0;
  lastFailure: Buffer | null = null;

  constructor(parts: {
    database: Database;
    engine: Transacting;
    /** Runs just before COMMIT; what it throws is a failed COMMIT. */
    beforeCommit: () => void;
    /** Runs when a flush has ended; what it throws is a failed flush. */
    afterFlush: () => void;
  }) {
    this.#database = parts.database;
    this.#engine = parts.engine;
    this.#beforeCommit = parts.beforeCommit;
    this.#afterFlush = parts.afterFlush;
    this.#database.onBegin = () => this.#schedule();
  }

  /** Sends a reply as soon as everything it may tell of is safe. */
  settle(reply: Buffer, isDurable: boolean, send: (reply: Buffer) => void): void {
    if (this.#database.isOpen) {
      this.#group.push({ reply, isDurable, send });
    } else if (isDurable && (this.#isDirty || this.#isFlushing)) {
      // Nothing was written, but what it found may not be on the disk yet.
      this.#unsafe.push({ reply, isDurable, send });
      this.#flush();
    } else send(reply);
  }

  commit(): void {
    this.#isScheduled = false;
    const group = this.#group;
    this.#group = [];
    if (this.#database.isOpen) {
      try {
        this.#beforeCommit();
        this.#engine.beforeCommit();
        this.#database.commit();
        this.#isDirty = true;
      } catch (error) {
        this.#engine.rollback();
        this.#refuse(group, error);
        return;
      }
    }
    if (!group.some(({ isDurable }) => isDurable)) {
      for (const { reply, send } of group) send(reply);
      return;
    }
    this.#unsafe.push(...group);
    this.#flush();
  }

  /** The open transaction was rolled back under everyone who wrote in it. */
  fail(error: unknown): void {
    const group = this.#group;
    this.#group = [];
    this.#refuse(group, error);
  }

  /** Commits what is open and lets the flush under way come to its end, before the store closes. */
  async close(): Promise<void> {
    this.commit();
    while (this.#isFlushing) await new Promise((soon) => setTimeout(soon, 1));
    if (this.#log !== null) closeSync(this.#log);
    this.#log = null;
  }

  /** Commits at the end of this turn of the loop. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.commit());
  }

  #refuse(group: readonly Waiting[], error: unknown): void {
    this.failures++;
    const reply = this.#engine.failure(error);
    this.lastFailure = reply;
    for (const { send } of group) send(reply);
  }

  #flush(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    this.#isDirty = false;
    const waiting = this.#unsafe;
    this.#unsafe = [];
    this.#log ??= openSync(`${this.#database.file}-wal`, 'r+');
    fdatasync(this.#log, (error) => {
      this.#isFlushing = false;
      // A kernel may drop what it could not write and call the next flush a success. Nobody knows what is on the disk
      // before the file is opened anew, so this ends the thread, and with it the process, before anybody is told anything.
      if (error) throw error;
      this.#afterFlush();
      for (const { reply, send } of waiting) send(reply);
      if (this.#unsafe.length > 0) this.#flush();
    });
  }
}
