/** So long after a write others may appear that the store had dated before it: by the clock of another shard. */
const OVERLAP_MS = 5_000;

interface Dated {
  readonly keptAt?: Date;
}

/** What the store holds of one collection whose writes it dates. */
interface Source<Row extends Dated> {
  /** When it last wrote any. */
  newest(): Promise<Date>;
  all(): AsyncIterable<Row>;
  /** What was written after a time, in the order of their dates. */
  since(time: Date): AsyncIterable<Row>;
  /** The same row may come again. */
  take(row: Row): void;
}

/** Keeps up with what the store holds: it is read whole once, and then what was written since. */
export class Following<Row extends Dated> {
  readonly #source: Source<Row>;
  /** What was written up to then has been read, as the store dates its writes; null: nothing has yet. */
  #upTo: Date | null = null;
  /** When that last moved, and when it was last read, by this process' own clock. */
  #movedAt = 0;
  #readAt = 0;
  #reading: Promise<unknown> = Promise.resolve();
  #next: Promise<void> | null = null;

  constructor(source: Source<Row>) {
    this.#source = source;
  }

  /** With all that was written before this was called; those who call while others are being answered read together. */
  current(): Promise<void> {
    this.#next ??= this.#reading.then(() => {
      this.#next = null;
      const reading = this.#read();
      this.#reading = reading.catch(() => null);
      return reading;
    });
    return this.#next;
  }

  async #read(): Promise<void> {
    const now = performance.now();
    await (this.#upTo === null ? this.#readAll() : this.#readSince(this.#upTo));
    this.#readAt = now;
  }

  async #readSince(upTo: Date): Promise<void> {
    // Until it was read once so long after it moved: nobody may have asked meanwhile.
    const mayBeLate = this.#readAt - this.#movedAt < OVERLAP_MS;
    const since = mayBeLate ? new Date(upTo.getTime() - OVERLAP_MS) : upTo;
    // In the order of their dates, so that the last one says how far this has come.
    for await (const row of this.#source.since(since)) {
      this.#source.take(row);
      if (row.keptAt) this.#moveTo(row.keptAt);
    }
  }

  async #readAll(): Promise<void> {
    // First: what is written while the others are read is read once more.
    const newest = await this.#source.newest();
    for await (const row of this.#source.all()) this.#source.take(row);
    this.#moveTo(newest);
  }

  #moveTo(date: Date): void {
    if (this.#upTo && date <= this.#upTo) return;
    [this.#upTo, this.#movedAt] = [date, performance.now()];
  }
}
