import type { Result, WireError } from '@hearth/shared/kernel/errors';
import type { UnderWay } from '../api/sender.ts';

/** Words that the server has not answered yet, or has refused. `key` is the command's id. */
export type Pending<Said> = Said & { readonly key: string; readonly error: WireError | null };

interface Parts<Said, Value> {
  readonly send: (said: Said, commandId: string) => Promise<Result<Value>>;
  /** Commands of this kind without an answer. */
  readonly left: () => Promise<readonly UnderWay[]>;
  /** What such a command has to say here; null where it belongs elsewhere. */
  readonly saidBy: (input: unknown) => Said | null;
  /** Takes over what was accepted; gives what is still to be shown of it, or null. */
  readonly accept: (said: Said, value: Value) => Said | null;
  /** Keeps refused words for whoever comes back, when nobody can see them any more. */
  readonly giveBack: (said: Said) => void;
}

/** One's own words under way, those of the page before a reload included. Whatever happens, they are shown or given back. */
export class PendingWords<Said extends { readonly text: string }, Value> {
  readonly #parts: Parts<Said, Value>;
  #isGone = false;
  #left: Promise<ReadonlyMap<string, Promise<WireError | null>>> | null = null;
  shown = $state.raw<readonly Pending<Said>[]>([]);

  constructor(parts: Parts<Said, Value>) {
    this.#parts = parts;
  }

  /** Shows what the page before a reload could not send. Returns how to stop. In the browser only. */
  start(): () => void {
    void this.#showLeft();
    const giveBack = () => {
      for (const said of this.shown) if (said.error) this.#parts.giveBack(said);
    };
    addEventListener('pagehide', giveBack);
    return () => {
      removeEventListener('pagehide', giveBack);
      this.#isGone = true;
      giveBack();
    };
  }

  /** Resolves to the refusal, or null when the words have arrived. */
  send(said: Said): Promise<WireError | null> {
    const key = crypto.randomUUID();
    return this.#await(key, said, this.#parts.send(said, key));
  }

  /** What became of these words, if they were on their way when the page was left; null when they were not. */
  async resume(text: string): Promise<{ answer: Promise<WireError | null> } | null> {
    const answer = (await this.#showLeft()).get(text);
    return answer ? { answer } : null;
  }

  /** Gives the answers by their words. */
  #showLeft(): Promise<ReadonlyMap<string, Promise<WireError | null>>> {
    const show = async () => {
      const awaited = (await this.#parts.left()).flatMap(({ commandId, input, answer }) => {
        const said = this.#parts.saidBy(input);
        // The command's name guarantees the value.
        return said ? [[said.text, this.#await(commandId, said, answer as Promise<Result<Value>>)] as const] : [];
      });
      return new Map(awaited);
    };
    return (this.#left ??= show());
  }

  /** Takes refused words off the page; they go back to whoever wrote them. */
  takeBack(key: string): Pending<Said> | null {
    const taken = this.shown.find((pending) => pending.key === key) ?? null;
    this.#replace(key, null);
    return taken;
  }

  async #await(key: string, said: Said, answer: Promise<Result<Value>>): Promise<WireError | null> {
    this.shown = [...this.shown, { ...said, key, error: null }];
    const result = await answer;
    const rest = result.ok ? this.#parts.accept(said, result.value) : said;
    const error = result.ok ? null : result.error;
    this.#replace(key, rest && { ...rest, key, error });
    if (error && this.#isGone) this.#parts.giveBack(said);
    return error;
  }

  #replace(key: string, now: Pending<Said> | null): void {
    this.shown = this.shown.flatMap((pending) => (pending.key === key ? (now ?? []) : pending));
  }
}
