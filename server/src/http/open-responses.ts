import type { ServerResponse } from 'node:http';

/** Well within the second after which nobody receives any more what they may not have. */
const EVERY_MS = 400;

interface Open {
  readonly response: ServerResponse;
  readonly isStill: () => Promise<boolean>;
}

/**
 * Bytes that are on their way. What takes a while is asked about again and again, all of it at once, so that the store reads it
 * together: whoever may not have it any more, or where it is gone, is cut off in the middle. It asks the store and not pub/sub, so
 * that it holds on every server, and without Redis.
 */
export class OpenResponses {
  readonly #open = new Set<Open>();
  #timer: NodeJS.Timeout | null = null;

  add(response: ServerResponse, isStill: () => Promise<boolean>): void {
    // Whoever went away before: it has closed, and does so once.
    if (response.destroyed || response.closed) return;
    const open = { response, isStill };
    this.#open.add(open);
    response.once('close', () => this.#open.delete(open));
    this.#timer ??= setTimeout(() => void this.#look(), EVERY_MS);
  }

  async #look(): Promise<void> {
    await Promise.all(
      [...this.#open].map(async ({ response, isStill }) => {
        // A store that does not answer has taken nothing from anybody.
        if (!(await isStill().catch(() => true))) response.destroy();
      }),
    );
    this.#timer = this.#open.size > 0 ? setTimeout(() => void this.#look(), EVERY_MS) : null;
  }
}
