import { getContext, setContext } from 'svelte';
import type { CommandName } from '@hearth/shared/contract';
import type { WireError } from '@hearth/shared/kernel/errors';
import type { AwaitedCommand, Sender } from '../api/sender.ts';
import type { Connection, Status } from './connection.ts';
import type { Ask, Send } from './views.ts';

declare global {
  interface Window {
    /** A form takes the browser to another page, until somebody comes back. Set by app.html: no module runs so early. */
    isLeaving?: boolean;
  }
}

/** A page that is being left is gone after so long, or it stays. */
const LEAVING_MS = 20_000;
const LONGEST_LOAD_WAIT_MS = 30_000;

/** What is loaded after the page. */
interface Opened {
  readonly connection: Connection;
  readonly sender: Sender;
}

/** A stream that the page follows. */
interface Followed {
  readonly refused: WireError | null;
}

/**
 * The page's live side: one connection for all views, its status for people to see, and a sender that goes on until there is
 * an answer. Made once per browser tab; on the server it does nothing but exist.
 */
export class Live {
  status = $state<Status>('reconnecting');
  /** When the page was last known to be true, in milliseconds since 1970. */
  since = $state(Date.now());
  /** True from the moment the first connection stands; before that the page is simply a page. */
  isStarted = $state(false);
  /** A page that follows nothing stands still, however well it is connected. */
  followed = $state.raw<readonly Followed[]>([]);
  #connection: Connection | null = null;
  readonly #asleep = new Set<() => void>();
  #opened: (parts: Opened) => void = () => {};
  readonly #whenOpened = new Promise<Opened>((resolve) => (this.#opened = resolve));

  readonly ask: Ask = async (name, input) => {
    const connection = await this.connected();
    // The contract's registry guarantees the answer's type by name.
    return (await connection.query(name, input)) as never;
  };

  readonly send: Send = async (name, input, commandId = crypto.randomUUID()) => {
    const { sender } = await this.#whenOpened;
    return (await sender.send(name, input, commandId)) as never;
  };

  /** Opens the connection. Call once, in the browser. Returns how to close it. */
  start(personId: string | null): () => void {
    void this.#open(personId);
    const events = [
      listen(
        document,
        'visibilitychange',
        () => document.visibilityState === 'visible' && void this.#connection?.wake(),
      ),
      listen(window, 'pageshow', () => void this.#connection?.wake()),
      listen(window, 'online', () => void this.#connection?.wake()),
      listen(window, 'offline', () => this.#connection?.goOffline()),
    ];
    return () => {
      for (const stop of events) stop();
      this.#connection?.close();
    };
  }

  /** Resolves when the connection has been made; it may still be down then. */
  async connected(): Promise<Connection> {
    return (await this.#whenOpened).connection;
  }

  /** Tells people whether what they see of this is live. Returns how to take it off again. */
  add(view: Followed): () => void {
    this.followed = [...this.followed, view];
    return () => (this.followed = this.followed.filter((one) => one !== view));
  }

  /** Commands of this name without an answer, including those from before a reload. */
  async unanswered(name: CommandName): Promise<readonly AwaitedCommand[]> {
    return (await this.#whenOpened).sender.unanswered(name);
  }

  /** The server's time, for countdowns. */
  now(): number {
    return Date.now() + (this.#connection?.clockOffset ?? 0);
  }

  async #open(personId: string | null): Promise<void> {
    const { openConnection, openSender } = await this.#load();
    const whose = { personId, onOther: () => this.#beginAnew() };
    const connection = openConnection(whose, (status) => this.#show(status));
    this.#connection = connection;
    this.#opened({ connection, sender: openSender(connection, personId, (ms) => this.#waitForNetwork(ms)) });
  }

  /** Loaded when the page stands already, so that reading never waits for it; where it cannot be had the page says so. */
  async #load(): Promise<typeof import('./deferred.ts')> {
    for (let wait = 1_000; ; wait = Math.min(2 * wait, LONGEST_LOAD_WAIT_MS)) {
      try {
        return await import('./deferred.ts');
      } catch {
        this.isStarted = true;
        await this.#waitForNetwork(wait);
      }
    }
  }

  /** Somebody signed in or out in another tab: this page was made for who they were. A form on its way may yet be what did it. */
  #beginAnew(): void {
    setTimeout(() => location.reload(), window.isLeaving ? LEAVING_MS : 0);
  }

  #show(status: Status): void {
    if (this.status === 'live' && status !== 'live') this.since = this.now();
    this.status = status;
    if (status !== 'live') return;
    this.isStarted = true;
    this.#wake();
  }

  /** A pause that ends early when the network is back, or the server. */
  #waitForNetwork(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = listen(window, 'online', () => this.#wake());
      const done = () => {
        stop();
        clearTimeout(timer);
        this.#asleep.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#asleep.add(done);
    });
  }

  #wake(): void {
    for (const done of this.#asleep) done();
  }
}

function listen(target: EventTarget, name: string, act: (event: Event) => void): () => void {
  target.addEventListener(name, act);
  return () => target.removeEventListener(name, act);
}

/** What a view needs of its page. */
export type LivePage = Pick<Live, 'ask' | 'send' | 'connected' | 'add' | 'unanswered'>;

const KEY = Symbol('live');

export function provideLive(): Live {
  return setContext(KEY, new Live());
}

export function useLive(): Live {
  return getContext<Live>(KEY);
}
