/** Does heavy work one piece after the other, in the order in which it was asked for. What fails holds up nobody. */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }

  /** Resolves when what was asked for so far is over. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
