import { createHash, randomUUID } from 'node:crypto';
import { runWith } from '@hearth/server/features/threads/page';
import { threadLimits } from '@hearth/shared/threads/limits';
import type { SentTo } from '@hearth/shared/kernel/command';
import type { CommandName, CommandNamed } from '@hearth/shared/contract';
import type { Question } from '@hearth/shared/rooms/entity';
import type { Result } from '@hearth/shared/kernel/errors';
import type { Position, StreamEvent } from '@hearth/shared/kernel/protocol';
import { openQuestions, type RoomState } from '@hearth/shared/rooms/state';
import type { ThreadState } from '@hearth/shared/threads/state';
import { outgoing } from '@hearth/shared/outgoing';
import { overHttp } from '@hearth/web/lib/api/http';
import { Sender, type OutgoingCommand, type Transport } from '@hearth/web/lib/api/sender';
import { Connection, type LiveSocket } from '@hearth/web/lib/live/connection';
import type { Follower, View } from '@hearth/web/lib/live/follower';
import type { Ask } from '@hearth/web/lib/live/views';
import { roomStart, roomView } from '@hearth/web/lib/rooms/room-view';
import { threadStart, threadView } from '@hearth/web/lib/threads/thread-view';
import { io } from 'socket.io-client';
import type { History } from './history/history.ts';
import { z } from 'zod';
import { got, present } from './parts.ts';

/** How a client reaches a server: the pages' own transports, or a simulated network's. */
export interface Line {
  readonly socket: LiveSocket;
  /** Plain HTTP, for when the socket is down. */
  readonly carry: Transport;
}

/** Commands that make something which people see, under the command's own id. */
type Making = 'post.reply' | 'thread.start' | 'question.ask';

interface Watched {
  readonly follower: Pick<Follower<unknown, never>, 'state' | 'position'>;
  readonly digest: () => string;
}

/** The thread and its first page, as somebody shows them who began there; what follows is known by its numbers and marks. */
export function digestOf({ thread, posts }: ThreadState): string {
  return digest([thread, runWith(posts.slice(0, threadLimits.page), 1)]);
}

/** All of an office hour that everybody sees. */
export function roomDigestOf({ room, questions }: RoomState): string {
  return digest([room, Object.values(questions).sort((a, b) => a.order - b.order)]);
}

function digest(shown: unknown): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 16);
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
  readonly #views = new Map<string, Watched>();
  /** The number of each stream that was written down last. */
  readonly #noted = new Map<string, number>();
  readonly #kept = new Map<string, OutgoingCommand>();
  #sender: Sender;
  readonly #hurry = new Set<() => void>();
  #era = 0;
  #isWatching = true;

  constructor(who: string, line: Line, history: History) {
    this.who = who;
    this.#line = line;
    this.#history = history;
    line.socket.on('event', (event) => this.#received(event));
    line.socket.on('connect', () => this.#tell('connected'));
    line.socket.on('disconnect', (reason) => this.#tell(reason));
    line.socket.on('connect_error', (error) => this.#tell(error.message));
    this.#connection = new Connection(line.socket, (status) => {
      if (status === 'live') for (const go of this.#hurry) go();
    });
    this.#sender = this.#newSender();
  }

  /** Commands this client has no answer to yet. */
  get unanswered(): number {
    return this.#kept.size;
  }

  get isConnected(): boolean {
    return this.#line.socket.connected;
  }

  /** Asks over the live connection, as pages do. */
  readonly ask: Ask = (name, input) => this.#connection.query(name, input);

  /** Watches a thread from its beginning; resolves once it has been read. */
  async watchThread(id: string): Promise<void> {
    const loaded = got(await this.ask('thread.get', { threadId: id, from: 1 }));
    this.#watch(threadView(id, this.ask), threadStart(loaded), ({ rev }) => rev, digestOf);
  }

  /** Watches an office hour. */
  async watchRoom(id: string): Promise<void> {
    const loaded = got(await this.ask('room.get', { roomId: id }));
    this.#watch(roomView(id, this.ask), roomStart(loaded), ({ rev }) => rev, roomDigestOf);
  }

  /** The office hour's open questions as they are shown. */
  questionsIn(id: string): readonly Question[] {
    const view = this.#views.get(`room:${id}`);
    // By watchRoom, which put it there.
    return view ? openQuestions(view.follower.state as RoomState) : [];
  }

  /** Posts until there is an answer, however long that takes. Null where the client was reloaded meanwhile. */
  post(threadId: string, text: string, op: string = randomUUID()): Promise<Result<unknown> | null> {
    return this.make(`thread:${threadId}`, 'post.reply', { threadId, text }, op);
  }

  /** Gives a command that makes something in a stream, which the checker will look for there. */
  async make<N extends Making>(
    stream: string,
    name: N,
    input: SentTo<CommandNamed<N>>,
    op: string = randomUUID(),
  ): Promise<Result<unknown> | null> {
    this.#history.add({ kind: 'invoke', who: this.who, op, stream });
    const era = this.#era;
    const result = await this.#sender.send(name, input, op);
    if (era !== this.#era) return null;
    this.#answered(op, result);
    return result;
  }

  /** Gives any other command, with the same patience. */
  do<N extends CommandName>(name: N, input: SentTo<CommandNamed<N>>): Promise<Result<unknown>> {
    return this.#sender.send(name, input, randomUUID());
  }

  /** The page is closed and opened again: what was on the way is forgotten, what is on the device is sent again. */
  reload(): void {
    this.#era += 1;
    this.#sender = this.#newSender();
    this.#sender.resume(({ commandId }, result) => this.#answered(commandId, result));
  }

  /** Writes down what is shown of a stream now, and tells it: position and digest. */
  show(stream: string): { readonly seq: number; readonly digest: string } {
    const view = this.#views.get(stream);
    if (!view) throw new Error(`${this.who} does not watch ${stream}`);
    const { seq, mark } = view.follower.position;
    const shown = { seq, digest: view.digest() };
    this.#history.add({ kind: 'shows', who: this.who, stream, mark, ...shown });
    return shown;
  }

  /** What it watches. */
  get streams(): string[] {
    return [...this.#views.keys()];
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

  #watch<State, Change>(
    plain: View<State, Change>,
    start: { state: State; position: Position },
    revOf: (change: Change) => number,
    digest: (state: State) => string,
  ): void {
    const { stream } = plain;
    this.#note('resync', stream, start.position);
    const view: View<State, Change> = {
      stream,
      apply: (state, change) => {
        const at = this.#views.get(stream)?.follower.position.seq ?? start.position.seq;
        // Bare numbers of a catch-up, which there is nothing to apply of.
        for (let seq = (this.#noted.get(stream) ?? at) + 1; seq <= at; seq++)
          this.#note('applied', stream, { seq, mark: null });
        this.#note('applied', stream, { seq: revOf(change), mark: null });
        return plain.apply(state, change);
      },
      resync: async (state) => {
        const fresh = await plain.resync(state);
        this.#note('resync', stream, fresh.position);
        return fresh;
      },
    };
    const { follower } = this.#connection.follow(view, start, () => {});
    this.#views.set(stream, { follower, digest: () => digest(follower.state) });
  }

  #newSender(): Sender {
    const era = this.#era;
    const told = (transport: Transport): Transport => {
      return async (command) => {
        // What a closed page had on its way carries no further.
        if (era !== this.#era) return new Promise(() => {});
        const result = await transport(command).catch((error: unknown) => {
          this.#unclear(command, String(error));
          throw error;
        });
        if (!result.ok && result.error.code === 'busy') this.#unclear(command, 'busy');
        return result;
      };
    };
    const { carry } = this.#line;
    const overSocket: Transport = ({ name, commandId, input }) => this.#connection.command(name, commandId, input);
    return new Sender({
      transports: [told(overSocket), told(carry)],
      store: {
        read: () => [...this.#kept.values()],
        keep: (command) => void this.#kept.set(command.commandId, command),
        drop: (commandId) => {
          if (era === this.#era) this.#kept.delete(commandId);
        },
      },
      rules: outgoing,
      wait: (ms) => this.#wait(ms),
      now: () => Date.now(),
      report: (fault) => console.error(fault),
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

  #unclear({ commandId }: OutgoingCommand, why: string): void {
    this.#history.add({ kind: 'info', who: this.who, op: commandId, why });
  }

  #answered(op: string, result: Result<unknown>): void {
    if (result.ok) this.#history.add({ kind: 'ok', who: this.who, op, no: numberIn(result.value) });
    else this.#history.add({ kind: 'fail', who: this.who, op, reason: result.error.reason });
  }

  #tell(what: string): void {
    this.#history.add({ kind: 'line', who: this.who, what });
  }

  #received({ stream, seq, mark }: StreamEvent): void {
    this.#history.add({ kind: 'received', who: this.who, stream, seq, mark });
  }

  #note(kind: 'applied' | 'resync', stream: string, { seq, mark }: { seq: number; mark: string | null }): void {
    this.#noted.set(stream, seq);
    this.#history.add({ kind, who: this.who, stream, seq, mark });
  }
}

const made = z.object({
  post: z.object({ no: z.number() }).optional(),
  question: z.object({ order: z.number() }).optional(),
});

/** What a post or question became. */
function numberIn(value: unknown): number {
  const { post, question } = made.parse(value);
  return present(post?.no ?? question?.order);
}

/** The pages' own two transports to a server at `url`, with the pages' own patience. `browser` is its name. */
export function lineTo(url: string, cookie: string | null, browser = 'a test'): Line {
  const headers = { origin: url, 'user-agent': browser, ...(cookie ? { cookie } : {}) };
  const socket: LiveSocket = io(url, {
    transports: ['websocket', 'polling'],
    forceNew: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 5_000,
    extraHeaders: headers,
  });
  const withHeaders: typeof fetch = (to, init) => fetch(to, { ...init, headers: { ...headers, ...init?.headers } });
  return { socket, carry: overHttp(url, withHeaders) };
}
