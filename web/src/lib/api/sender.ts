import type { Result } from '@hearth/shared/errors';

/** A command that was given and has no answer yet. */
export interface Sending {
  readonly commandId: string;
  readonly name: string;
  readonly input: unknown;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Where unanswered commands survive a reload; `localStorage` will do. */
export interface Shelf {
  read(): readonly Sending[];
  write(unanswered: readonly Sending[]): void;
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
const LONGEST_WAIT_MS = 10_000;
/** What is older than this is not sent any more after a reload; its words are still in the draft. */
const STALE_MS = 24 * 60 * 60 * 1000;

/**
 * Gives commands to the server until it answers. Because a command runs once per id, sending it again after any fault
 * is safe; a refusal is an answer, `busy` is not.
 */
export class Sender {
  readonly #parts: Parts;
  #unanswered: readonly Sending[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async send(name: string, input: unknown, commandId: string): Promise<Result<unknown>> {
    return this.#deliver({ commandId, name, input, since: this.#parts.now() });
  }

  /** After a reload: delivers what was left, and tells of each answer. */
  resume(onAnswer: (sending: Sending, result: Result<unknown>) => void): void {
    const left = this.#parts.shelf.read().filter(({ since }) => this.#parts.now() - since < STALE_MS);
    for (const sending of left) void this.#deliver(sending).then((result) => onAnswer(sending, result));
  }

  async #deliver(sending: Sending): Promise<Result<unknown>> {
    this.#keep([...this.#unanswered, sending]);
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const result = await this.#tryOnce(sending);
      if (result && (result.ok || result.error.code !== 'busy')) {
        this.#keep(this.#unanswered.filter(({ commandId }) => commandId !== sending.commandId));
        return result;
      }
      await this.#parts.wait(wait);
    }
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

  #keep(unanswered: readonly Sending[]): void {
    this.#unanswered = unanswered;
    this.#parts.shelf.write(unanswered);
  }
}
