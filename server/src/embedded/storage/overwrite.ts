import { fdatasync, read, readSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Database } from './database.ts';

const readAsync = promisify(read);
const flush = promisify(fdatasync);

/** Pages that are looked through at a time, beside other work. */
const LOOK = 256;
/** Pages that are cleaned at a time, with nothing in between. */
const CLEAN = 512;
/** So many pages, or a file of 128 GB at least: above that an overflow page may begin like a page of a tree. */
const TOO_MANY = 0x02_00_00_00;
/** How a page of a tree begins: inner and leaf pages of indexes and of tables. */
const TREES: ReadonlySet<number> = new Set([2, 5, 10, 13]);
const INNER = new Set([2, 5]);
/** The header of the file stands before that of its first page. */
const FILE_HEADER = 100;

/** The room between the pointers of a page and its cells: nothing of it is in use. */
interface Gap {
  readonly begin: number;
  readonly end: number;
}

/**
 * Overwrites whatever deleted and changed documents left in the file and in its log, while the store is used. SQLite's
 * `secure_delete` zeroes a cell that is deleted and a page that is freed; but cells that once moved to another page
 * stay behind in the gap of the old one, and the log keeps earlier pages. So the log is emptied into the file first, and
 * gaps are zeroed: bytes that SQLite never reads, and writes only with the page around them, so a power cut in the middle
 * damages nothing.
 */
export class Overwriting {
  readonly #database: Database;
  readonly #commit: () => void;
  #isClosed = false;
  #last: Promise<void> = Promise.resolve();

  /** `commit` ends the transaction that is open, with everything that belongs to that. */
  constructor(database: Database, commit: () => void) {
    this.#database = database;
    this.#commit = commit;
  }

  /** Over when nothing is left of what was deleted before the call. */
  async again(): Promise<void> {
    // One that has begun may have passed what was deleted since.
    const run = this.#last.then(() => this.#overwrite());
    this.#last = run.catch(() => undefined);
    return run;
  }

  /** Stops where it is: what is left over is for the next time. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#last;
  }

  async #overwrite(): Promise<void> {
    await this.#withEmptyLog(() => undefined);
    const found = await this.#unclean();
    for (let at = 0; at < found.length; at += CLEAN) {
      await this.#withEmptyLog(() => found.slice(at, at + CLEAN).forEach((page) => cleanPage(this.#database, page)));
      await setImmediate();
    }
    if (found.length > 0) await flush(this.#database.raw);
  }

  /** Does the work while everything committed is in the file alone: neither in the log nor in SQLite's memory. */
  async #withEmptyLog(work: () => void): Promise<void> {
    for (;;) {
      this.#requireOpen();
      this.#commit();
      if (this.#database.emptyLog()) return work();
      // A copy is being taken.
      await setImmediate();
    }
  }

  async #unclean(): Promise<number[]> {
    const { pageSize, raw } = this.#database;
    const found: number[] = [];
    const buffer = Buffer.alloc(LOOK * pageSize);
    for (let first = 0; first < TOO_MANY; first += LOOK) {
      const { bytesRead } = await readAsync(raw, buffer, 0, buffer.length, first * pageSize);
      this.#requireOpen();
      for (let at = 0; at + pageSize <= bytesRead; at += pageSize) {
        const page = first + at / pageSize;
        const gap = gapOf(buffer.subarray(at, at + pageSize), page);
        if (gap && !isZero(buffer.subarray(at + gap.begin, at + gap.end))) found.push(page);
      }
      if (bytesRead < buffer.length) break;
    }
    return found;
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new Error('The store is closing.');
  }
}

/** The page is read again: it may have changed since it was looked at. */
function cleanPage({ raw, pageSize }: Database, page: number): void {
  const bytes = Buffer.alloc(pageSize);
  if (readSync(raw, bytes, 0, pageSize, page * pageSize) < pageSize) return;
  const gap = gapOf(bytes, page);
  if (gap) writeSync(raw, Buffer.alloc(gap.end - gap.begin), 0, gap.end - gap.begin, page * pageSize + gap.begin);
}

/** By SQLite's description of its file format; null when it is no page of a tree. */
function gapOf(bytes: Buffer, page: number): Gap | null {
  const header = page === 0 ? FILE_HEADER : 0;
  const type = bytes.readUInt8(header);
  if (!TREES.has(type)) return null;
  const begin = header + (INNER.has(type) ? 12 : 8) + 2 * bytes.readUInt16BE(header + 3);
  // Zero stands for 65,536.
  const end = bytes.readUInt16BE(header + 5) || 65_536;
  return end > begin && end <= bytes.length ? { begin, end } : null;
}

/** As large as a page can be. */
const ZEROS = Buffer.alloc(65_536);

function isZero(bytes: Buffer): boolean {
  return ZEROS.compare(bytes, 0, bytes.length, 0, bytes.length) === 0;
}
