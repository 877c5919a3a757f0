import type { Result } from '@hearth/shared/kernel/errors';
import type {
  CatchUp,
  ClientToServer,
  Hello,
  OwnValue,
  Position,
  ServerToClient,
} from '@hearth/shared/kernel/protocol';
import type { Socket } from 'socket.io-client';
import { Follower, type View } from './follower.ts';
import { noticeClosedWhileOpening } from './opening.ts';
import { valueOf } from './refused.ts';
import type { Ask } from './views.ts';

export type LiveSocket = Socket<ServerToClient, ClientToServer>;

/** `offline`: the device says that it has no network. */
export type Status = 'live' | 'reconnecting' | 'offline';

/** How long an answer may take before the connection counts as dead. */
const ANSWER_MS = 8_000;
/** People wait for this after waking their device, so it is short. */
const BEAT_MS = 3_000;

/**
 * The most commands this connection carries in ten seconds. The server disconnects whoever sends more than 150 messages;
 * the rest is for queries and watches.
 */
const MOST_COMMANDS = 100;
const WINDOW_MS = 10_000;

/** Pause before a rejected connection is retried, up to twice as long. */
const REJECTED_MS = 1_500;

type AnyFollower = Pick<
  Follower<unknown, unknown>,
  'receive' | 'noticeHead' | 'noticeClosed' | 'breakOff' | 'catchUp' | 'stop'
>;

export class NotConnected extends Error {}

/** Who a page was rendered for. `onOther` is called when the server takes its connection for somebody else's. */
export interface Whose {
  readonly personId: string | null;
  readonly onOther: () => void;
}

/** One socket for all views of a page. It reconnects by itself; every view then catches up from its position. */
export class Connection {
  readonly #socket: LiveSocket;
  readonly #followers = new Map<string, Set<AnyFollower>>();
  readonly #onStatus: (status: Status) => void;
  readonly #whose: Whose | null;
  /** True from the server's greeting until it disconnects: it speaks for whoever the page was rendered for. */
  #isOurs = false;
  #isClosed = false;
  /** When recent commands were sent, by the page's own clock. */
  #commandsAt: number[] = [];
  #onOwn: (values: readonly OwnValue[]) => void = () => {};
  /** Server time minus device time, in milliseconds. */
  clockOffset = 0;

  /** Without `whose` it speaks for whoever the server takes it for. */
  constructor(socket: LiveSocket, onStatus: (status: Status) => void = () => {}, whose: Whose | null = null) {
    this.#socket = socket;
    this.#onStatus = onStatus;
    this.#whose = whose;
    noticeClosedWhileOpening(socket.io);
    // The engine of a new attempt is created right after this event.
    socket.io.on('reconnect_attempt', () => queueMicrotask(() => noticeClosedWhileOpening(socket.io)));
    socket.on('hello', (hello: Hello) => {
      this.clockOffset = hello.now - Date.now();
      this.#meet(hello.personId);
    });
    socket.on('event', (event) => this.#each(event.stream, (follower) => follower.receive(event)));
    socket.on('heads', (heads) => {
      for (const [stream, seq] of Object.entries(heads)) this.#each(stream, (follower) => follower.noticeHead(seq));
    });
    socket.on('own', (values) => this.#onOwn(values));
    socket.on('closed', (stream) => this.#each(stream, (follower) => follower.noticeClosed()));
    socket.on('connect', () => void this.#resume());
    socket.on('disconnect', (reason) => this.#lose(reason));
    socket.on('connect_error', () => this.#retryRejected());
    if (socket.connected) void this.#resume();
  }

  /** What the reader has done in other tabs and on other devices. One listener. */
  listenForOwn(listener: (values: readonly OwnValue[]) => void): void {
    this.#onOwn = listener;
  }

  get isConnected(): boolean {
    return this.#socket.connected;
  }

  /** Follows a stream from what the page was rendered with. Returns the follower and how to stop. */
  follow<State, Change>(
    view: View<State, Change>,
    start: { state: State; position: Position },
    onChange: (follower: Follower<State, Change>) => void,
  ): { follower: Follower<State, Change>; stop: () => void } {
    const ask = (stream: string, since: Position) => this.#watch(stream, since);
    const follower = new Follower<State, Change>({ view, ...start, ask, onChange });
    const followers = this.#followers.get(view.stream) ?? new Set();
    this.#followers.set(view.stream, followers.add(follower));
    if (this.#socket.connected) void follower.catchUp();
    return { follower, stop: () => this.#stop(view.stream, follower) };
  }

  /**
   * Rejects with NotConnected when no answer came, or when it has sent enough for now; retrying with the same command id is
   * safe.
   */
  async command(name: string, commandId: string, input: unknown): Promise<Result<unknown>> {
    this.#requireOurs();
    const now = performance.now();
    this.#commandsAt = this.#commandsAt.filter((at) => at > now - WINDOW_MS);
    if (this.#commandsAt.length >= MOST_COMMANDS) throw new NotConnected('Enough commands for now.');
    this.#commandsAt.push(now);
    return this.#request((socket) => socket.emitWithAck('command', name, commandId, input));
  }

  readonly query: Ask = async (name, input) => {
    this.#requireOurs();
    // The contract's registry guarantees the answer's type by name; the socket's types do not know it.
    return (await this.#request((socket) => socket.emitWithAck('query', name, input))) as never;
  };

  /** After sleep a socket may look open though it is dead: ask, and reconnect if no answer comes. */
  async wake(): Promise<void> {
    if (!this.#socket.connected) {
      this.#open();
      return;
    }
    try {
      const now = await this.#socket.timeout(BEAT_MS).emitWithAck('beat');
      this.clockOffset = now - Date.now();
      // The network was gone for a moment, and the socket did not notice.
      this.#onStatus('live');
    } catch {
      this.#socket.disconnect();
      this.#open();
    }
  }

  /** The device has lost its network: report it at once instead of after the time-out. */
  goOffline(): void {
    this.#onStatus('offline');
  }

  close(): void {
    this.#isClosed = true;
    for (const stream of this.#followers.keys()) this.#each(stream, (follower) => follower.stop());
    this.#followers.clear();
    this.#socket.disconnect();
  }

  #open(): void {
    this.#socket.connect();
    noticeClosedWhileOpening(this.#socket.io);
  }

  async #request<T>(send: (socket: ReturnType<LiveSocket['timeout']>) => Promise<T>): Promise<T> {
    if (!this.#socket.connected) throw new NotConnected();
    try {
      return await send(this.#socket.timeout(ANSWER_MS));
    } catch (error) {
      throw new NotConnected('No answer came.', { cause: error });
    }
  }

  async #watch(stream: string, since: Position): Promise<CatchUp> {
    return valueOf(await this.#request((socket) => socket.emitWithAck('watch', stream, since)));
  }

  async #resume(): Promise<void> {
    await Promise.all([...this.#followers.values()].flatMap((some) => [...some].map((follower) => follower.catchUp())));
    if (this.#socket.connected) this.#onStatus('live');
  }

  /** Nothing is sent or shown in somebody else's name. */
  #meet(personId: string | null): void {
    this.#isOurs = this.#whose === null || this.#whose.personId === personId;
    if (this.#isOurs) return;
    this.#socket.disconnect();
    this.#whose?.onOther();
  }

  #requireOurs(): void {
    if (this.#whose && !this.#isOurs)
      throw new NotConnected('Whose connection this is, is not known yet, or it is somebody else’s.');
  }

  #lose(reason: string): void {
    this.#isOurs = false;
    for (const stream of this.#followers.keys()) this.#each(stream, (follower) => follower.breakOff());
    this.#onStatus('reconnecting');
    // The server closes a connection whose rights changed, which the client library does not retry by itself.
    if (reason === 'io server disconnect') this.#open();
  }

  /** Rejected, as by a server that has no store for a moment: the client library does not retry that by itself. */
  #retryRejected(): void {
    if (this.#socket.active || this.#isClosed) return;
    setTimeout(() => this.#isClosed || this.#open(), REJECTED_MS * (1 + Math.random()));
  }

  #each(stream: string, act: (follower: AnyFollower) => void): void {
    for (const follower of this.#followers.get(stream) ?? []) act(follower);
  }

  #stop(stream: string, follower: AnyFollower): void {
    const followers = this.#followers.get(stream);
    follower.stop();
    followers?.delete(follower);
    if (followers?.size !== 0) return;
    this.#followers.delete(stream);
    if (this.#socket.connected) this.#socket.emit('unwatch', stream);
  }
}
