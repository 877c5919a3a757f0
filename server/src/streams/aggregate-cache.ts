import type { Aggregate } from './definition.ts';

/** How long an aggregate is believed without having been read again. */
const BELIEVED_MS = 1_000;
const MOST = 2_000;

/**
 * Aggregates as this process's last commit left them or as they were just read, so that the next one need not read them. Only ever a guess: the insert of
 * the next number proves it, and a refusal is decided on an aggregate that was read (see commit.ts). Short-lived all the same,
 * for the day a store is put back to an earlier state under a running server.
 */
export class AggregateCache {
  readonly #kept = new Map<string, { readonly aggregate: Aggregate; readonly until: number }>();

  find(stream: string): Aggregate | null {
    const kept = this.#kept.get(stream);
    if (!kept || kept.until < performance.now()) return null;
    return kept.aggregate;
  }

  keep(stream: string, aggregate: Aggregate): void {
    this.#kept.delete(stream);
    this.#kept.set(stream, { aggregate, until: performance.now() + BELIEVED_MS });
    // The map's order is that of keeping: the first is the oldest.
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= MOST) break;
      this.#kept.delete(oldest);
    }
  }

  /** Another process has committed this event: what was kept before it is known to be old. */
  notice(stream: string, seq: number): void {
    const kept = this.#kept.get(stream);
    if (kept && kept.aggregate.seq < seq) this.forget(stream);
  }

  forget(stream: string): void {
    this.#kept.delete(stream);
  }
}
