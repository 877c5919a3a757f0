/** So long the end of a post is on the screen before it counts as read. */
export const REST_MS = 1_000;

/** A post of which something is on the screen. */
export interface Shown {
  readonly no: number;
  /** Whether its end is: of a long one that is the last thing one reads. */
  readonly hasEnd: boolean;
}

/**
 * How far somebody has really read a thread. Read is what rested on the screen, and what went by on the way there; what was
 * jumped over stays unread, and nothing counts beyond what was shown.
 */
export class Seen {
  #mark: number;
  #rested = 0;
  readonly #passed = new Set<number>();
  readonly #since = new Map<number, number>();

  constructor(mark: number) {
    this.#mark = mark;
  }

  get mark(): number {
    return this.#mark;
  }

  /** What is on the screen at the moment `now`, in milliseconds. Gives when the next post will have rested, if any does. */
  look(shown: readonly Shown[], now: number): number | null {
    const ends = new Set(shown.filter(({ hasEnd }) => hasEnd).map(({ no }) => no));
    for (const { no } of shown) this.#passed.add(no);
    for (const no of this.#since.keys()) if (!ends.has(no)) this.#since.delete(no);
    for (const no of ends) if (!this.#since.has(no)) this.#since.set(no, now);
    let next: number | null = null;
    for (const [no, since] of this.#since) {
      if (now - since >= REST_MS) this.#rested = Math.max(this.#rested, no);
      else next = Math.min(next ?? Infinity, since + REST_MS);
    }
    while (this.#mark < this.#rested && this.#passed.has(this.#mark + 1)) this.#mark += 1;
    return next;
  }

  /** Another page of the same reader has come further. */
  moveTo(mark: number): void {
    this.#mark = Math.max(this.#mark, mark);
  }
}
