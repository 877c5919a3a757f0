import type { Result, WireError } from '@hearth/shared/kernel/errors';
import type { OutgoingRules } from '@hearth/shared/kernel/outgoing';

/** A command without an answer yet. */
export interface OutgoingCommand {
  readonly commandId: string;
  readonly name: string;
  readonly input: unknown;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** The same, with the answer to come. */
export interface AwaitedCommand extends OutgoingCommand {
  readonly answer: Promise<Result<unknown>>;
}

/** Where commands without an answer survive a reload. Several tabs share one; `localStorage` will do. */
export interface CommandStore {
  read(): readonly OutgoingCommand[];
  keep(command: OutgoingCommand): void;
  drop(commandId: string): void;
}

/** Carries a command to the server. Rejects when no answer came: nothing is known then, and another transport or try may carry it. */
export type Transport = (command: OutgoingCommand) => Promise<Result<unknown>>;

interface Parts {
  /** Tried in this order. */
  readonly transports: readonly Transport[];
  readonly store: CommandStore;
  readonly rules: OutgoingRules;
  /** Resolves after `ms`, or earlier when the network is back. */
  readonly wait: (ms: number) => Promise<void>;
  readonly now: () => number;
  /** Called with a fault of our own. */
  readonly report: (fault: unknown) => void;
}

const FIRST_WAIT_MS = 500;
/** Short enough that what was waiting arrives within ten seconds of the end of a fault. */
const LONGEST_WAIT_MS = 5_000;
/** What is older than this is no longer sent after a reload; its words are still in the draft. */
const EXPIRES_MS = 24 * 60 * 60 * 1000;
const expired: WireError = { code: 'busy', reason: 'not-in-time', message: 'There was no answer in time.' };

/** Queues delivered at once; as many as a browser opens connections to one server. */
const MOST_AT_ONCE = 6;

/**
 * Sends commands until the server answers. A command runs once per id, so sending it again after any fault is safe; a
 * refusal is an answer, `busy` is not. Commands that belong together go one after the other, as their rules say: what was
 * written first stands first, the last vote counts, and a long backlog is not sent all at once.
 */
export class Sender {
  readonly #parts: Parts;
  readonly #unanswered = new Map<string, AwaitedCommand>();
  /** Not begun yet, in the order they were given. */
  readonly #waiting = new Set<{
    readonly command: OutgoingCommand;
    readonly answered: (result: Result<unknown>) => void;
  }>();
  /** The queues of what is being delivered. */
  readonly #busy = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  send(name: string, input: unknown, commandId: string): Promise<Result<unknown>> {
    return this.#take({ commandId, name, input, since: this.#parts.now() });
  }

  /** After a reload: delivers what was left, and passes on each answer. */
  resume(onAnswer: (command: OutgoingCommand, result: Result<unknown>) => void): void {
    for (const command of this.#parts.store.read()) {
      if (this.#isExpired(command)) this.#parts.store.drop(command.commandId);
      else void this.#take(command).then((result) => onAnswer(command, result));
    }
  }

  /** Commands of this name without an answer, including those from before a reload; oldest first. */
  unanswered(name: string): readonly AwaitedCommand[] {
    return [...this.#unanswered.values()].filter((command) => command.name === name);
  }

  #take(command: OutgoingCommand): Promise<Result<unknown>> {
    const known = this.#unanswered.get(command.commandId);
    if (known) return known.answer;
    if (this.#parts.rules[command.name]?.keep) this.#parts.store.keep(command);
    const answer = new Promise<Result<unknown>>((answered) => this.#waiting.add({ command, answered }));
    this.#unanswered.set(command.commandId, { ...command, answer });
    this.#begin();
    return answer;
  }

  /** Begins whatever may go now; called again after every answer. */
  #begin(): void {
    for (const next of this.#waiting) {
      if (this.#busy.size >= MOST_AT_ONCE) return;
      const queue = this.#queueOf(next.command);
      if (this.#busy.has(queue)) continue;
      this.#waiting.delete(next);
      this.#busy.add(queue);
      const delivered = this.#deliver(next.command).catch((fault: unknown) => this.#giveUp(next.command, fault));
      void delivered.then((result) => {
        this.#busy.delete(queue);
        next.answered(result);
        this.#begin();
      });
    }
  }

  async #deliver(command: OutgoingCommand): Promise<Result<unknown>> {
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const result = this.#isExpired(command) ? { ok: false as const, error: expired } : await this.#tryOnce(command);
      if (result && (result.ok || result.error === expired || result.error.code !== 'busy')) {
        this.#settle(command);
        return result;
      }
      await this.#parts.wait(wait);
    }
  }

  /** A fault of our own on the way: whoever waits keeps the words and is told, and what stands behind them goes on. */
  #giveUp(command: OutgoingCommand, fault: unknown): Result<unknown> {
    this.#parts.report(fault);
    this.#settle(command);
    return { ok: false, error: { code: 'internal', reason: 'internal', message: String(fault) } };
  }

  #settle({ commandId }: OutgoingCommand): void {
    this.#unanswered.delete(commandId);
    this.#parts.store.drop(commandId);
  }

  #isExpired({ name, since }: OutgoingCommand): boolean {
    return this.#parts.now() - since >= (this.#parts.rules[name]?.expiresMs ?? EXPIRES_MS);
  }

  async #tryOnce(command: OutgoingCommand): Promise<Result<unknown> | null> {
    for (const transport of this.#parts.transports) {
      try {
        return await transport(command);
      } catch {
        // No answer this way; the next transport, or the next try, carries the same id.
      }
    }
    return null;
  }

  #queueOf({ name, input }: OutgoingCommand): string {
    const { order } = this.#parts.rules[name] ?? {};
    // A kept one may have been tampered with on the device.
    const fields: Readonly<Record<string, unknown>> = Object(input);
    return String((order && fields[order]) ?? name);
  }
}
