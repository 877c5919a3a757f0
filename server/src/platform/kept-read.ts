/**
 * Something that is asked for far more often than it changes: read once for all who ask, and again after so many milliseconds,
 * once it was forgotten, or where reading it failed.
 */
export class KeptRead<T> {
  readonly #read: () => Promise<T>;
  readonly #forMs: number;
  #kept: { readonly value: Promise<T>; readonly readAt: number } | null = null;

  constructor(read: () => Promise<T>, forMs: number) {
    this.#read = read;
    this.#forMs = forMs;
  }

  /** As it was read no longer ago than `since`, a moment of `performance.now()`. Fails as reading it does. */
  current(since = performance.now() - this.#forMs): Promise<T> {
    if (this.#kept && this.#kept.readAt >= since) return this.#kept.value;
    const kept = { value: this.#read(), readAt: performance.now() };
    this.#kept = kept;
    kept.value.catch(() => {
      if (this.#kept === kept) this.forget();
    });
    return kept.value;
  }

  forget(): void {
    this.#kept = null;
  }
}
