import type { LiveSocket } from './connection.ts';

/** A network that silently drops WebSockets never says so; where they work, one opens much sooner. */
const WEBSOCKET_MS = 5_000;
const POLLING_MS = 10_000;

const KEY = 'hearth:polling';

type Memory = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Where a network blocks WebSockets, as school filters do, the connection falls back to plain requests (polling). After a
 * failed attempt, however it failed, the next one uses the other kind. Polling keeps trying to upgrade to a WebSocket; that
 * it was needed is remembered for this tab, so that its next page is live at once.
 */
export class Transports {
  readonly #memory: Memory | null;
  #isPolling: boolean;
  /** From the start of an attempt until it has connected. */
  #isTrying = true;

  constructor(memory: Memory | null) {
    this.#memory = memory;
    this.#isPolling = recall(memory);
  }

  /** Options for the next attempt. */
  get options(): { transports: string[]; timeout: number } {
    return this.#isPolling
      ? { transports: ['polling', 'websocket'], timeout: POLLING_MS }
      : { transports: ['websocket'], timeout: WEBSOCKET_MS };
  }

  /** Call at once with the socket that was created with these options. */
  follow(socket: Pick<LiveSocket, 'io' | 'on'>): void {
    const manager = socket.io;
    const take = (isPolling: boolean) => {
      this.#isPolling = isPolling;
      const { transports, timeout } = this.options;
      manager.opts.transports = transports;
      manager.timeout(timeout);
    };
    const fail = () => {
      if (this.#isTrying) take(!this.#isPolling);
      this.#isTrying = false;
    };
    const succeed = () => {
      this.#isTrying = false;
      take(manager.engine.transport.name === 'polling');
      keep(this.#memory, this.#isPolling);
    };
    manager.on('reconnect_attempt', () => (this.#isTrying = true));
    manager.on('error', fail);
    manager.on('close', fail);
    manager.on('open', () => manager.engine.once('upgrade', () => this.#isTrying || succeed()));
    socket.on('connect', succeed);
  }
}

function recall(memory: Memory | null): boolean {
  try {
    return memory?.getItem(KEY) === 'yes';
  } catch {
    return false;
  }
}

function keep(memory: Memory | null, isPolling: boolean): void {
  try {
    if (isPolling) memory?.setItem(KEY, 'yes');
    else memory?.removeItem(KEY);
  } catch {
    // Without storage it is found out again on every page.
  }
}
