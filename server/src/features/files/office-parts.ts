import { officeLimits } from './office-limits.ts';
import type { ReadAt } from './pieces.ts';
import { readEntry, readZip, type ZipEntry } from './zip.ts';

/** The parts of a document, each read when it is wanted, and all of them no more than they may be together. */
export class PartsOf {
  readonly #read: ReadAt;
  readonly #entries: readonly ZipEntry[];
  readonly #until = performance.now() + officeLimits.readingMs;
  #left: number = officeLimits.together;
  #count: number = officeLimits.parts;

  constructor(read: ReadAt, entries: readonly ZipEntry[]) {
    this.#read = read;
    this.#entries = entries;
  }

  static async of(bytes: Buffer): Promise<PartsOf> {
    const read: ReadAt = async (first, length) => bytes.subarray(first, first + length);
    return new PartsOf(read, await readZip(read, bytes.length));
  }

  /** In the order that their numbers have. */
  named(pattern: RegExp): string[] {
    const names = this.#entries.map(({ name }) => name).filter((name) => pattern.test(name));
    return names.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  }

  /** Empty where there is none, and once there was enough. One that unpacks to more than it may is a broken zip. */
  async read(name: string): Promise<string> {
    const entry = this.#entries.find((one) => one.name === name);
    if (!entry || this.#count-- <= 0 || this.#left <= 0 || performance.now() > this.#until) return '';
    const bytes = await readEntry(this.#read, entry, Math.min(officeLimits.part, this.#left));
    this.#left -= bytes.length;
    return bytes.toString('utf8');
  }
}
