import { writeFileSync } from 'node:fs';

/** What can be written down. `op` is the command's id; `who` a client, which may be one of several of one person. */
export type Data =
  /** A command was given, for the first time. */
  | { readonly kind: 'invoke'; readonly who: string; readonly op: string; readonly stream: string }
  /** It was acknowledged. `no` is what the answer says it became (a post's number), and must not change. */
  | { readonly kind: 'ok'; readonly who: string; readonly op: string; readonly no: number }
  /** It was refused for good: it must have changed nothing. */
  | { readonly kind: 'fail'; readonly who: string; readonly op: string; readonly reason: string }
  /** A try had no answer, or `busy`: nothing is known. */
  | { readonly kind: 'info'; readonly who: string; readonly op: string; readonly why: string }
  /** An event came to the client's socket. */
  | Heard<'received'>
  /** An event became state in front of the person. */
  | Heard<'applied'>
  /** The whole view was read at this position. */
  | Heard<'resync'>
  /** What the client shows at `seq`, as a digest of the whole view. */
  | (Heard<'shows'> & { readonly digest: string })
  /** From here on `who` may not (or may again) receive the stream. */
  | { readonly kind: 'revoked' | 'granted'; readonly who: string; readonly stream: string }
  /** The client is not expected to see anything any more. */
  | { readonly kind: 'gone'; readonly who: string }
  /** How the client's live connection fares. For people who read the file. */
  | { readonly kind: 'line'; readonly who: string; readonly what: string }
  /** Something was broken, or mended. For people who read the file. */
  | { readonly kind: 'fault'; readonly what: string }
  /** The last fault is over: from here on everybody has ten seconds. */
  | { readonly kind: 'calm' };

interface Heard<Kind extends string> {
  readonly kind: Kind;
  readonly who: string;
  readonly stream: string;
  readonly seq: number;
  /** Null where the client's code does not tell it; compared with the true event's mark elsewhere. */
  readonly mark: string | null;
}

/** A fact with its time, in milliseconds of the clock the history was given. */
export type Entry = Data & { readonly at: number };

/**
 * Everything the clients of one run did and saw, in order; only ever added to. `now` is the time that passes for the
 * clients: real and monotonic unless a simulation brings its own.
 */
export class History {
  readonly #entries: Entry[] = [];
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  add(data: Data): void {
    this.#entries.push({ at: this.#now(), ...data });
  }

  count(kind: Data['kind']): number {
    return this.#entries.filter((entry) => entry.kind === kind).length;
  }

  /** One JSON object a line. */
  write(file: string): void {
    writeFileSync(file, this.#entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  }
}
