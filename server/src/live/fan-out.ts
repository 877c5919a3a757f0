import type { StreamEvent } from '@hearth/shared/kernel/protocol';
import type { Logger } from 'pino';
import type { Payloads, PubSubMessage } from '../streams/pub-sub.ts';
import type { AnyStream, Audience } from '../streams/definition.ts';
import { LastWords, presentForAll } from '../streams/present.ts';
import type { StreamRegistry } from '../streams/registry.ts';
import { readFrom, readHead } from '../streams/store.ts';

type Emit = (stream: string, audience: Audience, event: StreamEvent) => void;

interface Watched {
  /** The newest number this process has handed out, null until it knows. */
  head: number | null;
  /** Set while a gap is being filled; later messages wait for it. */
  filling: Promise<void> | null;
}

/** Events read at once to fill a gap. */
const PAGE = 500;

/**
 * Hands the events of watched streams to this process's sockets, in order and without a gap. A message may be lost or late:
 * a number above the next one, or a head above our own, is answered by reading the store.
 */
export class FanOut {
  readonly #watched = new Map<string, Watched>();
  readonly #registry: StreamRegistry;
  readonly #emit: Emit;
  readonly #log: Logger;
  readonly #recheck: (stream: string) => Promise<void>;

  /** `recheck` resolves when nobody watches a stream any more who may not. */
  constructor(registry: StreamRegistry, emit: Emit, log: Logger, recheck: (stream: string) => Promise<void>) {
    this.#registry = registry;
    this.#emit = emit;
    this.#log = log;
    this.#recheck = recheck;
  }

  /** From the first watcher of this process on. */
  begin(stream: string): void {
    if (!this.#watched.has(stream)) this.#watched.set(stream, { head: null, filling: null });
  }

  /** The last watcher has gone. */
  end(stream: string): void {
    this.#watched.delete(stream);
  }

  /** Streams with a watcher in this process. */
  get watched(): number {
    return this.#watched.size;
  }

  /** The newest number handed out, by stream, for the heartbeat. */
  heads(): Map<string, number> {
    const known = [...this.#watched].flatMap(([stream, { head }]) => (head === null ? [] : [[stream, head] as const]));
    return new Map(known);
  }

  receive(message: Extract<PubSubMessage, { kind: 'event' }>): void {
    const watched = this.#watched.get(message.stream);
    if (!watched) return;
    if (message.changesReaders) watched.head ??= message.seq - 1;
    if (message.changesReaders || watched.filling || (watched.head !== null && message.seq > watched.head + 1)) {
      void this.#fill(message.stream, watched);
      return;
    }
    watched.head = Math.max(watched.head ?? 0, message.seq);
    this.#emitAll(message.stream, message.payloads);
  }

  #emitAll(stream: string, payloads: Payloads): void {
    for (const [audience, event] of Object.entries(payloads)) this.#emit(stream, audience, event);
  }

  /** Looks whether the store is ahead of what was handed out. Needed where messages may get lost. */
  async check(): Promise<void> {
    for (const [stream, watched] of this.#watched) {
      const newest = await readHead(stream);
      watched.head ??= newest;
      if (newest > watched.head) await this.#fill(stream, watched);
    }
  }

  /** Reads what is missing and hands out the last word on each thing, since some have just begun to watch (promise L13). A message that comes meanwhile asks for one more look. */
  #fill(stream: string, watched: Watched): Promise<void> {
    const look = async () => {
      const definition = this.#registry.definitionOf(stream);
      const last = await lastWordsAfter(definition, stream, watched.head ?? 0);
      for (let isMore = true; isMore;) {
        const missed = await readFrom(stream, (watched.head ?? 0) + 1, PAGE);
        isMore = missed.length === PAGE;
        const presented = await presentForAll(definition, stream, missed, last);
        if (presented.some(({ changesReaders }) => changesReaders)) await this.#recheck(stream);
        for (const { seq, payloads } of presented) {
          this.#emitAll(stream, payloads);
          watched.head = seq;
        }
      }
    };
    const filled = (watched.filling ?? Promise.resolve()).then(look).catch((error: unknown) => {
      this.#log.error({ error, stream }, 'a gap could not be filled; the next message or check tries again');
    });
    watched.filling = filled;
    void filled.then(() => {
      if (watched.filling === filled) watched.filling = null;
    });
    return filled;
  }
}

/** To the stream's end, however long the gap is: what one page shows may be taken back on the next. */
async function lastWordsAfter(definition: AnyStream, stream: string, head: number): Promise<LastWords> {
  const last = new LastWords();
  for (let from = head + 1; ;) {
    const events = await readFrom(stream, from, PAGE);
    last.add(definition, events);
    if (events.length < PAGE) return last;
    from += PAGE;
  }
}
