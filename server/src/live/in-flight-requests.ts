import { setTimeout as passed } from 'node:timers/promises';
import type { LiveServer, LiveSocket } from './sockets.ts';

/** What is being answered to live connections, so that a server that stops lets it finish (as HTTP requests may). */
export class InFlightRequests {
  readonly #works = new Map<Promise<void>, LiveSocket>();
  #isClosing = false;

  /** `work` never rejects. While the server stops, nothing new is begun: it is asked again elsewhere, under the same id. */
  begin(socket: LiveSocket, work: () => Promise<void>): void {
    if (this.#isClosing) return;
    const begun = work().finally(() => this.#works.delete(begun));
    this.#works.set(begun, socket);
  }

  /** Closes who waits for nothing, so that they come back to another server, and waits for the rest, `ms` at most. */
  async finish(io: LiveServer, ms: number): Promise<void> {
    this.#isClosing = true;
    const busy = new Set(this.#works.values());
    for (const socket of io.of('/').sockets.values()) if (!busy.has(socket)) socket.conn.close();
    const late = new AbortController();
    await Promise.race([Promise.all(this.#works.keys()), passed(ms, undefined, { signal: late.signal })]);
    late.abort();
  }
}
