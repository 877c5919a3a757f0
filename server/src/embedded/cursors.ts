import { randomBytes } from 'node:crypto';
import { cursorReply } from './bson/reply.ts';
import type { Pace } from './pace.ts';
import { PAUSE, type Flow } from './pause.ts';
import { MongoError } from './values/errors.ts';

/** An idle cursor is closed after this time, as MongoDB does. */
const IDLE_MS = 10 * 60 * 1000;
/** A reply holds at most this many bytes of documents, and always at least one document. */
const MAX_REPLY_BYTES = 16 * 1024 * 1024;
/** Documents in the first batch when the client does not say. */
const FIRST_BATCH = 101;

/** The rest of a result, waiting for `getMore`. */
interface Cursor {
  readonly id: bigint;
  readonly namespace: string;
  readonly rows: Iterator<Buffer | typeof PAUSE>;
  /** Taken from the rows already, but not sent. */
  held: Buffer | null;
  lastUsed: number;
  isBusy: boolean;
}

/** What of a result is wanted now. */
export interface BatchRequest {
  readonly batchSize: number | undefined;
  /** The client wants no cursor whatever is left. */
  readonly isSingle?: boolean;
  readonly pace: Pace;
}

/** Open cursors by their number. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();

  get count(): number {
    return this.#open.size;
  }

  /** The first batch of a result; what is left waits under the number in the reply. */
  async begin(namespace: string, rows: Flow<Buffer>, request: BatchRequest): Promise<Buffer> {
    const begun = { namespace, rows: rows[Symbol.iterator](), held: null, isBusy: false };
    const { batch, isDone } = await takeBatch(begun, { ...request, batchSize: request.batchSize ?? FIRST_BATCH });
    if (isDone || request.isSingle === true) return cursorReply(namespace, 0n, batch, 'firstBatch');
    const cursor: Cursor = { ...begun, id: newId(), lastUsed: Date.now() };
    this.#open.set(cursor.id, cursor);
    return cursorReply(namespace, cursor.id, batch, 'firstBatch');
  }

  /** Throws code 43 for a cursor that is closed or never was. */
  async more(id: bigint, namespace: string, request: BatchRequest): Promise<Buffer> {
    const cursor = this.#open.get(id);
    if (!cursor) throw new MongoError(43, 'CursorNotFound', `cursor id ${id} not found`);
    if (cursor.namespace !== namespace) throw otherNamespace(namespace, cursor.namespace);
    if (cursor.isBusy) throw new MongoError(12051, 'CursorInUse', `cursor id ${id} is already in use`);
    cursor.isBusy = true;
    try {
      const { batch, isDone } = await takeBatch(cursor, { ...request, batchSize: request.batchSize ?? Infinity });
      if (isDone) this.#open.delete(id);
      return cursorReply(namespace, isDone ? 0n : id, batch, 'nextBatch');
    } catch (error) {
      this.#open.delete(id);
      throw error;
    } finally {
      cursor.isBusy = false;
      cursor.lastUsed = Date.now();
    }
  }

  /** True if it was open. */
  close(id: bigint): boolean {
    return this.#open.delete(id);
  }

  closeIdle(now = Date.now()): void {
    for (const { id, lastUsed, isBusy } of this.#open.values()) {
      if (!isBusy && now - lastUsed > IDLE_MS) this.#open.delete(id);
    }
  }
}

/** Not to be guessed, positive, and exact in a double, as some clients hold it. */
function newId(): bigint {
  return BigInt(randomBytes(6).readUIntBE(0, 6)) + 1n;
}

async function takeBatch(
  cursor: { rows: Iterator<Buffer | typeof PAUSE>; held: Buffer | null },
  { batchSize, isSingle, pace }: BatchRequest & { batchSize: number },
): Promise<{ batch: Buffer[]; isDone: boolean }> {
  const batch: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const row = cursor.held ?? (isSingle === true && batch.length >= batchSize ? null : nextOf(cursor.rows));
    cursor.held = null;
    if (row === null) return { batch, isDone: true };
    if (row !== PAUSE) {
      // One document more than asked for is read, to know whether there are more.
      if (batch.length >= batchSize || (batch.length > 0 && bytes + row.length > MAX_REPLY_BYTES)) {
        cursor.held = row;
        return { batch, isDone: false };
      }
      batch.push(row);
      bytes += row.length;
    }
    if (pace.isTurnOver()) await pace.rest();
  }
}

function nextOf(rows: Iterator<Buffer | typeof PAUSE>): Buffer | typeof PAUSE | null {
  const next = rows.next();
  return next.done === true ? null : next.value;
}

const otherNamespace = (asked: string, own: string): MongoError =>
  new MongoError(
    13,
    'Unauthorized',
    `Requested getMore on namespace '${asked}', but cursor belongs to a different namespace ${own}`,
  );
