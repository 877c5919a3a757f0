import { createHash, randomUUID } from 'node:crypto';
import { limits } from '@hearth/shared/limits';
import type { Result } from '@hearth/shared/errors';
import type { ThreadChange } from '@hearth/shared/events/index';
import type { StreamEvent } from '@hearth/shared/protocol';
import type { ThreadState } from '@hearth/shared/state/thread';
import { overHttp } from '@hearth/web/lib/api/http';
import { Sender, type Sending, type Way } from '@hearth/web/lib/api/sender';
import { Connection, type LiveSocket } from '@hearth/web/lib/live/connection';
import type { Follower, View } from '@hearth/web/lib/live/follower';
import { threadStart, threadView, type Ask } from '@hearth/web/lib/live/views';
import { io } from 'socket.io-client';
import type { History } from './history/history.ts';

/** How a client reaches a server: the pages' own ways, or a simulated network's. */
export interface Line {
  readonly socket: LiveSocket;
  /** Plain HTTP, for when the socket is down. */
  readonly carry: Way;
}

/** The thread and its first page, as somebody shows them who began there; what follows is known by its numbers and marks. */
export function digestOf({ thread, posts }: ThreadState): string {
  return createHash('sha256')
    .update(JSON.stringify([thread, posts.slice(0, limits.threadPage)]))
    .digest('hex')
    .slice(0, 16);
}

/**
 * A client that writes down all it does and sees. It is made of the pages' own parts: their connection, follower and
 * sender, and the reducers everybody shares. What it keeps on the device outlives `reload`.
 */
export class Driver {
  readonly who: string;
  readonly #history: History;
  readonly #line: Line;
  readonly #connection: Connection;
  readonly #views = new Map<string, Follower<ThreadState, ThreadChange>>();
  readonly #shelf = new Map<string, Sending>();
  #sender: Sender;
  readonly #hurry = new Set<() => void>();
  #era = 0;
  #isWatching = true;

  constructor(who: string, line: Line, history: History) {
    this.who = who;
    this.#line = line;
    this.#history = history;
    line.socket.on('event', (event) => this.#received(event));
    this.#connection = new Connection(line.socket, (status) => {
      if (status === 'live') for (const go of this.#hurry) go();
    });
    this.#sender = this.#newSender();
  }

  /** Commands this client has no answer to yet. */
  get unanswered(): number {
    return this.#shelf.size;
  }

  get isConnected(): boolean {
    return this.#line.socket.connected;
  }

  /** Asks over the live connection, as pages do. */
  readonly ask: Ask = async (name, input) => (await this.#connection.query(name, input)) as never;

  /** Watches a thread from its beginning; resolves once it has been read. */
  async watchThread(id: string): Promise<void> {
    const plain = threadView(id, this.ask);
    const loaded = await this.ask('thread.get', { threadId: id, from: 1 });
    if (!loaded.ok) throw new Error(loaded.error.message);
    const start = threadStart(loaded.value);
    this.#note('afresh', plain.stream, start.position);
    const view: View<ThreadState, ThreadChange> = {
      stream: plain.stream,
      apply: (state, change) => {
        this.#note('applied', plain.stream, { seq: change.thread.rev, mark: null });
        return plain.apply(state, change);
      },
      readAfresh: async (state) => {
        const fresh = await plain.readAfresh(state);
        this.#note('afresh', plain.stream, fresh.position);
        return fresh;
      },
    };
    const { follower } = this.#connection.follow(view, start, () => {});
    this.#views.set(plain.stream, follower);
  }

  /** Posts until there is an answer, however long that takes. Null where the client was reloaded meanwhile. */
  async post(threadId: string, text: string, op: string = randomUUID()): Promise<Result<unknown> | null> {
    this.#history.add({ kind: 'invoke', who: this.who, op, stream: `thread:${threadId}` });
    const era = this.#era;
    const result = await this.#sender.send('post.reply', { threadId, text }, op);
    if (era !== this.#era) return null;
    this.#answered(op, result);
    return result;
  }

  /** The page is closed and opened again: what was on the way is forgotten, what is on the device is sent again. */
  reload(): void {
    this.#era += 1;
    this.#sender = this.#newSender();
    this.#sender.resume(({ commandId }, result) => this.#answered(commandId, result));
  }

  /** Writes down what is shown now, and tells it: position and digest. */
  show(threadId: string): { readonly seq: number; readonly digest: string } {
    const stream = `thread:${threadId}`;
    const follower = this.#views.get(stream);
    if (!follower) throw new Error(`${this.who} does not watch ${stream}`);
    const shown = { seq: follower.position.seq, digest: digestOf(follower.state) };
    this.#history.add({ kind: 'shows', who: this.who, stream, mark: follower.position.mark, ...shown });
    return shown;
  }

  /** From here on nothing of the thread may come any more. */
  loseRight(threadId: string): void {
    this.#isWatching = false;
    this.#history.add({ kind: 'revoked', who: this.who, stream: `thread:${threadId}` });
  }

  /** Whether it is still there, and may still see what it watches. */
  get isWatching(): boolean {
    return this.#isWatching;
  }

  close(): void {
    this.#isWatching = false;
    this.#era += 1;
    this.#connection.close();
  }

  #newSender(): Sender {
    const era = this.#era;
    const tell = (way: Way): Way => {
      return async (sending) => {
        // What a closed page had on its way carries no further.
        if (era !== this.#era) return new Promise(() => {});
        const result = await way(sending).catch((error: unknown) => {
          this.#unclear(sending, String(error));
          throw error;
        });
        if (!result.ok && result.error.code === 'busy') this.#unclear(sending, 'busy');
        return result;
      };
    };
    const { carry } = this.#line;
    const overSocket: Way = ({ name, commandId, input }) => this.#connection.command(name, commandId, input);
    return new Sender({
      ways: [tell(overSocket), tell(carry)],
      shelf: {
        read: () => [...this.#shelf.values()],
        keep: (sending) => {
          this.#shelf.set(sending.commandId, sending);
        },
        drop: (commandId) => {
          if (era === this.#era) this.#shelf.delete(commandId);
        },
      },
      wait: (ms) => this.#wait(ms),
      now: () => Date.now(),
    });
  }

  /** As in the pages: a pause ends early when the connection is back. */
  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        this.#hurry.delete(go);
        resolve();
      };
      const timer = setTimeout(go, ms);
      this.#hurry.add(go);
    });
  }

  #unclear({ commandId }: Sending, why: string): void {
    this.#history.add({ kind: 'info', who: this.who, op: commandId, why });
  }

  #answered(op: string, result: Result<unknown>): void {
    if (result.ok) this.#history.add({ kind: 'ok', who: this.who, op, no: numberIn(result.value) });
    else this.#history.add({ kind: 'fail', who: this.who, op, reason: result.error.reason });
  }

  #received({ stream, seq, mark }: StreamEvent): void {
    this.#history.add({ kind: 'received', who: this.who, stream, seq, mark });
  }

  #note(kind: 'applied' | 'afresh', stream: string, { seq, mark }: { seq: number; mark: string | null }): void {
    this.#history.add({ kind, who: this.who, stream, seq, mark });
  }
}

/** What a post became. */
function numberIn(value: unknown): number {
  // The answer of post.reply, by its contract.
  return (value as { post: { no: number } }).post.no;
}

/** The pages' own two ways to a server at `url`, with the pages' own patience. */
export function lineTo(url: string, cookie: string | null): Line {
  const headers = { origin: url, ...(cookie ? { cookie } : {}) };
  const socket: LiveSocket = io(url, {
    transports: ['websocket', 'polling'],
    forceNew: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 5_000,
    extraHeaders: headers,
  });
  const withHeaders: typeof fetch = (to, init) =>
    fetch(to, { ...init, headers: { ...headers, ...(init?.headers as Record<string, string>) } });
  return { socket, carry: overHttp(url, withHeaders) };
}
