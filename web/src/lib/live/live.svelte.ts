import { getContext, setContext } from 'svelte';
import type { CommandName } from '@hearth/shared/contract';
import type { Result, WireError } from '@hearth/shared/kernel/errors';
import { overHttp } from '../api/http.ts';
import { Sender, type Sending, type UnderWay } from '../api/sender.ts';
import { browserShelf } from './shelf.ts';
import type { Connection, Status } from './connection.ts';
import type { View } from './follower.ts';
import type { Ask, Send, Start } from './views.ts';

/** A page that is being left is gone after so long, or it stays. */
const LEAVING_MS = 20_000;
const LONGEST_LOAD_WAIT_MS = 30_000;

/**
 * The page's live side: one connection for all views, the state of it for people to see, and sending until there is an
 * answer. Made once per browser tab; on the server it does nothing but exist.
 */
export class Live {
  status = $state<Status>('reconnecting');
  /** When the page was last known to be true, in milliseconds since 1970. */
  since = $state(Date.now());
  /** True from the moment the first connection stands; before that the page is simply a page. */
  isStarted = $state(false);
  /** Why what is on the page is not kept up to date any more: the server has said no for good. */
  refused = $state.raw<WireError | null>(null);
  /** Views that are followed: a page without any stands still, however well it is connected. */
  followed = $state(0);
  #connection: Connection | null = null;
  #waiting: ((connection: Connection) => void)[] = [];
  #sender: Sender | null = null;
  #personId: string | null = null;
  readonly #asleep = new Set<() => void>();
  #begin: (sender: Sender) => void = () => {};
  readonly #begun = new Promise<Sender>((resolve) => (this.#begin = resolve));

  readonly ask: Ask = async (name, input) => {
    const connection = await this.#ready();
    // The contract's registry guarantees the answer's type by name.
    return (await connection.query(name, input)) as never;
  };

  readonly send: Send = async (name, input, commandId = crypto.randomUUID()) => {
    if (!this.#sender) throw new Error('Sending begins when the page has started.');
    return (await this.#sender.send(name, input, commandId)) as never;
  };

  /** Opens the connection. Call once, in the browser. Returns how to close it. */
  start(personId: string | null, onLateAnswer: (sending: Sending, result: Result<unknown>) => void): () => void {
    this.#personId = personId;
    const carry = overHttp('', (...request) => fetch(...request), personId);
    this.#sender = new Sender({
      ways: [(sending) => this.#overSocket(sending), carry],
      shelf: browserShelf(personId),
      wait: (ms) => this.#waitForNetwork(ms),
      now: () => Date.now(),
    });
    this.#sender.resume(onLateAnswer);
    this.#begin(this.#sender);
    void this.#open();
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

  /** Follows a view from what the page was rendered with. Returns how to stop. */
  follow<State, Change>(
    view: View<State, Change>,
    start: Start<State>,
    onState: (state: State) => void,
  ): { stop: () => void; adjust: (change: (state: State) => State) => void } {
    this.followed += 1;
    let isStopped = false;
    let stop = () => {};
    let adjust: (change: (state: State) => State) => void = (change) => {
      start = { ...start, state: change(start.state) };
      onState(start.state);
    };
    void this.#ready().then((connection) => {
      if (isStopped) return;
      const following = connection.follow(view, start, ({ state, refused }) => {
        // What is under way when a page is left is no news of the next one.
        if (isStopped) return;
        this.refused = refused;
        onState(state);
      });
      stop = following.stop;
      adjust = (change) => following.follower.adjust(change);
    });
    return {
      stop: () => {
        this.followed -= 1;
        isStopped = true;
        stop();
        this.refused = null;
      },
      adjust: (change) => adjust(change),
    };
  }

  /** Commands of this name that have no answer yet, those left by the page before a reload included. */
  async underWay(name: CommandName): Promise<readonly UnderWay[]> {
    return (await this.#begun).underWay(name);
  }

  /** The server's time, for countdowns. */
  now(): number {
    return Date.now() + (this.#connection?.clockOffset ?? 0);
  }

  async #open(): Promise<void> {
    const { openConnection } = await this.#load();
    const connection = openConnection({ personId: this.#personId, onOther: () => this.#beginAnew() }, (status) =>
      this.#show(status),
    );
    this.#connection = connection;
    for (const go of this.#waiting.splice(0)) go(connection);
  }

  /** Loaded when the page stands already, so that reading never waits for it; where it cannot be had the page says so. */
  async #load(): Promise<typeof import('./open-connection.ts')> {
    for (let wait = 1_000; ; wait = Math.min(2 * wait, LONGEST_LOAD_WAIT_MS)) {
      try {
        return await import('./open-connection.ts');
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

  #ready(): Promise<Connection> {
    if (this.#connection) return Promise.resolve(this.#connection);
    return new Promise((resolve) => this.#waiting.push(resolve));
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

  async #overSocket({ name, commandId, input }: Sending): Promise<Result<unknown>> {
    const connection = this.#connection;
    if (!connection) throw new Error('not connected yet');
    const result = await connection.command(name, commandId, input);
    // What sets a cookie goes the other way.
    if (!result.ok && result.error.reason === 'use-http') throw new Error('needs HTTP');
    return result;
  }
}

function listen(target: EventTarget, name: string, act: (event: Event) => void): () => void {
  target.addEventListener(name, act);
  return () => target.removeEventListener(name, act);
}

const KEY = Symbol('live');

export function provideLive(): Live {
  return setContext(KEY, new Live());
}

export function useLive(): Live {
  return getContext<Live>(KEY);
}
