import { z } from 'zod';
import type { Result } from './errors.ts';
import type { Change } from './stream.ts';

/**
 * Where a watcher stands in a stream: the number of the last event it has applied, and that event's mark. The mark
 * tells a store that was restored from a backup, and counts again, from the one the watcher knew (promise L6).
 */
export const position = z.strictObject({ seq: z.int().nonnegative(), mark: z.string().max(16) });
export type Position = z.infer<typeof position>;

/** The state before the first event. */
export const START: Position = { seq: 0, mark: '' };

/** One event as one audience sees it. `change` is null where this audience may see nothing but the number. */
export interface StreamEvent {
  readonly stream: string;
  readonly seq: number;
  readonly mark: string;
  readonly change: Change | null;
}

/**
 * The answer to `watch`: what was missed since, or word that it is too much (or another history) and the whole view must be
 * read again. A kind that a client does not know means the same: while a server is updated, tabs are older or newer than it.
 */
export type CatchUp =
  { readonly kind: 'events'; readonly events: readonly StreamEvent[] } | { readonly kind: 'resync' };

/** The newest number of each watched stream; whoever stands lower has missed something. */
export type Heads = Readonly<Record<string, number>>;

export interface Hello {
  /** Milliseconds since 1970 on the server, for countdowns. */
  readonly now: number;
  /** Who this connection speaks for, or null for a stranger. */
  readonly personId: string | null;
}

type Answer<T> = (result: Result<T>) => void;

/** What a client may send. Nothing here is believed before a schema has read it (promise L9). */
export interface ClientToServer {
  command: (name: string, commandId: string, input: unknown, answer: Answer<unknown>) => void;
  query: (name: string, input: unknown, answer: Answer<unknown>) => void;
  watch: (stream: string, since: Position, answer: Answer<CatchUp>) => void;
  unwatch: (stream: string) => void;
  /** Answered at once; tells a sleeping socket from a live one. */
  beat: (answer: (now: number) => void) => void;
}

/**
 * Something of one's own as it is now: a vote, how far one has read a thread. `kind` belongs to a feature, `key` says of
 * what it is; the last value of a kind and key counts, and of numbers the highest.
 */
export interface OwnValue {
  readonly kind: string;
  readonly key: string;
  readonly value: string | number | boolean;
}

export interface ServerToClient {
  /**
   * What somebody has done elsewhere, to their own connections alone. It is stored nowhere: one that is lost is there with
   * the next load, and no log tells when somebody was here (promise L12).
   */
  own: (values: readonly OwnValue[]) => void;
  hello: (hello: Hello) => void;
  event: (event: StreamEvent) => void;
  heads: (heads: Heads) => void;
  /** This connection may no longer watch the stream (promise L8). */
  closed: (stream: string) => void;
}
