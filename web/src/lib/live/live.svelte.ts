import { getContext, setContext } from 'svelte';
import type { CommandName } from '@hearth/shared/contract';
import type { WireError } from '@hearth/shared/kernel/errors';
import { outgoing } from '@hearth/shared/outgoing';
import type { AwaitedCommand, Sender } from '../api/sender.ts';
import { ownStore } from './command-store.ts';
import type { Connection, Status } from './connection.ts';
import type { Ask, Send } from './views.ts';

declare global {
  interface Window {
    /** True while a form submission navigates away. Set by app.html: no module runs that early. */
    isLeaving?: boolean;
  }
}

/** If a submission has not left the page by then, it never will. */
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
  /** When the page was last known to be current, in milliseconds since 1970. A copy that is read off line is older. */
  since = $state(typeof document === 'undefined' ? Date.now() : Date.parse(document.lastModified));
  /** True once the first connection has been made; until then nothing is said about it. */
  isStarted = $state(false);
  /** What the page follows. A page without any does not update, however good its connection. */
  followed = $state.raw<readonly Followed[]>([]);
  #connection: Connection | null = null;
  readonly #asleep = new Set<() => void>();
  #opened: (parts: Opened) => void = () => {};
  readonly #whenOpened = new Promise<Opened>((resolve) => (this.#opened = resolve));

  readonly ask: Ask = async (name, input) => (await this.connected()).query(name, input);

  readonly send: Send = async (name, input, commandId = crypto.randomUUID()) => {
    // The page may be closed before what sends it is loaded.
    if (!this.#connection && outgoing[name]?.keep) ownStore().keep({ commandId, name, input, since: Date.now() });
    const { sender } = await this.#whenOpened;
    // The contract's registry guarantees the answer's type by name.
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

  /** Resolves once there is a connection object; it may not be connected yet. */
  async connected(): Promise<Connection> {
    return (await this.#whenOpened).connection;
  }

  /** Includes a view in what the page says about being live. Returns how to remove it. */
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
    const whose = { personId, onOther: () => this.#reload() };
    const connection = openConnection(whose, (status) => this.#show(status));
    this.#connection = connection;
    this.#opened({ connection, sender: openSender(connection, personId, (ms) => this.#waitForNetwork(ms)) });
  }

  /** Loaded after the page, so that reading never waits for it. Where it fails to load, the page says that it is not connected. */
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

  /** Somebody signed in or out in another tab, so this page is for the wrong person. It may have been this page's own form. */
  #reload(): void {
    setTimeout(() => location.reload(), window.isLeaving ? LEAVING_MS : 0);
  }

  #show(status: Status): void {
    if (this.status === 'live' && status !== 'live') this.since = this.now();
    this.status = status;
    if (status !== 'live') return;
    this.isStarted = true;
    this.#wake();
  }

  /** A pause that ends early when the network or the server is back. */
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
