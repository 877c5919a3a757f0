import type { Result, WireError } from '@hearth/shared/kernel/errors';

/** A command that was given and has no answer yet. */
export interface Sending {
  readonly commandId: string;
  readonly name: string;
  readonly input: unknown;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** The same, with the answer to come. */
export interface UnderWay extends Sending {
  readonly answer: Promise<Result<unknown>>;
}

/** Where unanswered commands survive a reload. Several tabs share one; `localStorage` will do. */
export interface Shelf {
  read(): readonly Sending[];
  keep(sending: Sending): void;
  drop(commandId: string): void;
}

/** One way to the server. Rejects when no answer came: then nothing is known, and the next way or try may carry it. */
export type Way = (sending: Sending) => Promise<Result<unknown>>;

interface Parts {
  /** Tried in this order. */
  readonly ways: readonly Way[];
  readonly shelf: Shelf;
  /** Resolves after `ms`, or earlier when the network is back. */
  readonly wait: (ms: number) => Promise<void>;
  readonly now: () => number;
}

const FIRST_WAIT_MS = 500;
/** With it, what was waiting is there within ten seconds of the fault’s end. */
const LONGEST_WAIT_MS = 5_000;
/** What is older than this is not sent any more after a reload; its words are still in the draft. */
const STALE_MS = 24 * 60 * 60 * 1000;
/**
 * What steers live office hours is meant for this moment: hours later it would open, or end, a room that others have run
 * meanwhile. Questions, votes and replies are meant for whenever they arrive.
 */
const MOMENTARY = /^room\.(open|end)$|^question\.(answer-now|answered|dismiss|reopen)$/;
const MOMENT_MS = 60_000;
const late: WireError = { code: 'busy', reason: 'not-in-time', message: 'There was no answer in time.' };

/** Streams that are written to at once; as many as a browser opens connections to one server. */
const MOST_AT_ONCE = 6;

/**
 * Gives commands to the server until it answers. Because a command runs once per id, sending it again after any fault
 * is safe; a refusal is an answer, `busy` is not. In one thread or room they go one after the other: what was written
 * first stands first, the last vote counts, and however much has waited is not said all at once.
 */
export class Sender {
  readonly #parts: Parts;
  readonly #underWay = new Map<string, UnderWay>();
  /** What nobody has begun to deliver, in the order it was given. */
  readonly #waiting = new Set<{ readonly sending: Sending; readonly answered: (result: Result<unknown>) => void }>();
  /** The streams of what is being delivered. */
  readonly #busy = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  send(name: string, input: unknown, commandId: string): Promise<Result<unknown>> {
    return this.#take({ commandId, name, input, since: this.#parts.now() });
  }

  /** After a reload: delivers what was left, and tells of each answer. */
  resume(onAnswer: (sending: Sending, result: Result<unknown>) => void): void {
    for (const sending of this.#parts.shelf.read()) {
      if (this.#isStale(sending)) this.#parts.shelf.drop(sending.commandId);
      else void this.#take(sending).then((result) => onAnswer(sending, result));
    }
  }

  /** Commands of this name that have no answer yet, those of the page before a reload included; oldest first. */
  underWay(name: string): readonly UnderWay[] {
    return [...this.#underWay.values()].filter((sending) => sending.name === name);
  }

  #take(sending: Sending): Promise<Result<unknown>> {
    this.#parts.shelf.keep(sending);
    const answer = new Promise<Result<unknown>>((answered) => this.#waiting.add({ sending, answered }));
    this.#underWay.set(sending.commandId, { ...sending, answer });
    this.#begin();
    return answer;
  }

  /** Begins with whatever may go now; called again whenever something has its answer. */
  #begin(): void {
    for (const turn of this.#waiting) {
      if (this.#busy.size >= MOST_AT_ONCE) return;
      const stream = streamOf(turn.sending);
      if (this.#busy.has(stream)) continue;
      this.#waiting.delete(turn);
      this.#busy.add(stream);
      void this.#deliver(turn.sending).then((result) => {
        this.#busy.delete(stream);
        turn.answered(result);
        this.#begin();
      });
    }
  }

  async #deliver(sending: Sending): Promise<Result<unknown>> {
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const result = this.#isStale(sending) ? { ok: false as const, error: late } : await this.#tryOnce(sending);
      if (result && (result.ok || result.error === late || result.error.code !== 'busy')) {
        this.#underWay.delete(sending.commandId);
        this.#parts.shelf.drop(sending.commandId);
        return result;
      }
      await this.#parts.wait(wait);
    }
  }

  #isStale({ name, since }: Sending): boolean {
    return this.#parts.now() - since >= (MOMENTARY.test(name) ? MOMENT_MS : STALE_MS);
  }

  async #tryOnce(sending: Sending): Promise<Result<unknown> | null> {
    for (const way of this.#parts.ways) {
      try {
        return await way(sending);
      } catch {
        // No answer this way; the next one, or the next try, carries the same id.
      }
    }
    return null;
  }
}

/** What has to stay in order: the commands of one thread or room, or of one name where there is neither. */
function streamOf({ name, input }: Sending): string {
  const { threadId, roomId } = (input ?? {}) as { readonly threadId?: unknown; readonly roomId?: unknown };
  return String(threadId ?? roomId ?? name);
}
