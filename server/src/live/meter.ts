/** Things said over one connection in ten seconds; more and it is put out. A person typing and voting says a tenth of that. */
const MOST = 150;
const WINDOW_MS = 10_000;

/** Counts what comes over one connection, whatever it is, and tells `onTooMany` each time there was too much. */
export class Meter {
  readonly #onTooMany: (isFirst: boolean) => void;
  #since = performance.now();
  #count = 0;

  constructor(onTooMany: (isFirst: boolean) => void) {
    this.#onTooMany = onTooMany;
  }

  readonly count = (): void => {
    const now = performance.now();
    if (now - this.#since > WINDOW_MS) [this.#since, this.#count] = [now, 0];
    this.#count += 1;
    if (this.#count > MOST) this.#onTooMany(this.#count === MOST + 1);
  };
}
