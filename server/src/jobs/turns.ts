/** A job that is due, and whose it is. */
export interface DueJob {
  readonly _id: string;
  readonly about?: string;
}

/**
 * Whose job is next, where many wait: one of each person in turn, so that nobody waits for all that somebody else has sent
 * before. Among those who were not served yet, the oldest first.
 */
export class Turns {
  readonly #served = new Map<string, number>();
  #count = 0;

  /** So many of those that are `due`, the oldest of which stand first. */
  pick(due: readonly DueJob[], most: number): string[] {
    const waiting = Map.groupBy(due, ({ _id, about }) => about ?? _id);
    // Whoever has nothing waiting is served as anybody is who comes anew.
    for (const whose of this.#served.keys()) if (!waiting.has(whose)) this.#served.delete(whose);
    const picked: string[] = [];
    while (picked.length < most && waiting.size > 0) {
      const [next = ''] = [...waiting.keys()].sort((a, b) => this.#turnOf(a) - this.#turnOf(b));
      const [first, ...rest] = waiting.get(next) ?? [];
      if (first) picked.push(first._id);
      if (rest.length > 0) waiting.set(next, rest);
      else waiting.delete(next);
      this.#served.set(next, ++this.#count);
    }
    return picked;
  }

  #turnOf(whose: string): number {
    return this.#served.get(whose) ?? 0;
  }
}
