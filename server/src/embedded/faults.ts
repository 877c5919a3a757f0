import { encode } from './bson/encode.ts';
import { isDocument, type BsonValue, type Document } from './bson/types.ts';
import { numberOf } from './values/numbers.ts';

/**
 * Faults on demand, for the tests of those who use the store: a real server does all of these now and then, this one
 * never would. Asked for with MongoDB's own `configureFailPoint` on `admin`, and only where the store was started so.
 *
 * - `failCommand` with `data: {failCommands, errorCode, closeConnection, blockConnection, blockTimeMS}`, as MongoDB has it;
 *   `onlyUpserts: true` leaves other updates alone. The command is not carried out.
 * - `closeAfterCommit` with `data: {failCommands}`: the command is carried out and the connection cut before the reply.
 * - `fullDisk`: nothing can be committed.
 * - `lostFlush`: the disk does not take what the next flush gives it.
 * - `crash`: the worker ends at once, as by a fault of its own.
 *
 * `mode` is `'alwaysOn'`, `'off'` or `{times: n}`.
 */
export class Faults {
  readonly #points = new Map<string, Point>();

  /** Answers a `configureFailPoint` command; undefined for any other. */
  configure(body: Document): Buffer | undefined {
    const name = body['configureFailPoint'];
    if (typeof name !== 'string') return undefined;
    const mode = body['mode'];
    if (!known.has(name))
      return encode({ ok: 0, errmsg: `No fail point is named ${name}`, code: 91, codeName: 'FailPointNotFound' });
    if (name === 'crash') setImmediate(crash);
    if (mode === 'off') this.#points.delete(name);
    else {
      const times = isDocument(mode) ? (numberOf(mode['times']) ?? 1) : Infinity;
      this.#points.set(name, { left: times, data: isDocument(body['data']) ? body['data'] : {} });
    }
    return encode({ ok: 1 });
  }

  /** What is to happen to this command instead of being carried out. */
  before(body: Document): Strike | undefined {
    const data = this.#hit('failCommand', body);
    if (!data) return undefined;
    const code = numberOf(data['errorCode']);
    const error =
      code === undefined ? undefined : { ok: 0, errmsg: `Failing command via 'failCommand' failpoint`, code };
    return {
      delay: data['blockConnection'] === true ? (numberOf(data['blockTimeMS']) ?? 0) : 0,
      isCut: data['closeConnection'] === true,
      reply: error && encode(error),
    };
  }

  /** Whether the connection is cut though this command was carried out. */
  cutsAfter(body: Document): boolean {
    return this.#hit('closeAfterCommit', body) !== undefined;
  }

  /** Called before every commit; throws as SQLite does on a full disk. */
  beforeCommit(): void {
    if (this.#points.has('fullDisk')) throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
  }

  /** Called when a flush has ended; throws as the disk would. */
  afterFlush(): void {
    if (this.#points.has('lostFlush')) throw Object.assign(new Error('input/output error'), { code: 'EIO' });
  }

  #hit(name: string, body: Document): Document | undefined {
    const point = this.#points.get(name);
    if (!point || !concerns(point.data, body)) return undefined;
    point.left--;
    if (point.left <= 0) this.#points.delete(name);
    return point.data;
  }
}

export interface Strike {
  /** Milliseconds before anything else. */
  readonly delay: number;
  readonly isCut: boolean;
  /** Undefined where the command is carried out after the delay. */
  readonly reply: Buffer | undefined;
}

interface Point {
  left: number;
  readonly data: Document;
}

const known = new Set(['failCommand', 'closeAfterCommit', 'fullDisk', 'lostFlush', 'crash']);

function crash(): never {
  throw new Error('Asked for by the fail point crash.');
}

function concerns(data: Document, body: Document): boolean {
  const names = data['failCommands'];
  const isNamed = !Array.isArray(names) || names.includes(Object.keys(body)[0] ?? '');
  return isNamed && (data['onlyUpserts'] !== true || isUpsert(body));
}

function isUpsert(body: Document): boolean {
  const updates: BsonValue = body['updates'] ?? [];
  return (
    body['upsert'] === true ||
    (Array.isArray(updates) && updates.some((one) => isDocument(one) && one['upsert'] === true))
  );
}
