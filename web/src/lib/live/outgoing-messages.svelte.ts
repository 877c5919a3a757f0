import type { CommandName, CommandNamed } from '@hearth/shared/contract';
import type { OutputOf, SentTo } from '@hearth/shared/kernel/command';
import type { Result, WireError } from '@hearth/shared/kernel/errors';
import type { OutgoingCommand } from '../api/sender.ts';
import { ownStore } from './command-store.ts';
import { draftOf, emptyDraft, restoreDraft, type Draft } from './draft-recovery.ts';
import type { LivePage } from './live.svelte.ts';

type Output<N extends CommandName> = OutputOf<CommandNamed<N>>;

/** Words that the server has not answered yet or has refused, or that stand beyond what the page shows. */
export interface OutgoingMessage<N extends CommandName> extends Draft {
  /** The command's id. */
  readonly key: string;
  readonly error: WireError | null;
  /** What it became; null until then. */
  readonly value: Output<N> | null;
  /** It was taken, and waits for somebody to let it through. */
  readonly isHeld?: boolean;
}

/**
 * One's own messages on their way to a stream, including those from before a reload. Whatever happens, their words are
 * on the page or back in the draft.
 */
export class OutgoingMessages<N extends CommandName> {
  readonly #live: LivePage;
  readonly #name: N;
  /** Takes in what was accepted; says whether the page shows it now. */
  readonly #accept: (value: Output<N>) => boolean;
  /** Where the draft of such a message is kept. */
  readonly place: string;
  /** The choices that go with the words, by their names in the draft. */
  readonly choices: readonly string[];
  #isGone = false;
  #left: Promise<ReadonlyMap<string, Promise<WireError | null>>> | null = null;
  shown = $state.raw<readonly OutgoingMessage<N>[]>([]);

  constructor(live: LivePage, name: N, id: string, accept: (value: Output<N>) => boolean) {
    this.#live = live;
    this.#name = name;
    this.#accept = accept;
    ({ place: this.place, choices: this.choices } = emptyDraft(name, id));
  }

  /** Shows what was left from before a reload. Returns how to stop. In the browser only. */
  start(): () => void {
    void this.#showLeft();
    const restore = () => {
      for (const message of this.shown) if (message.error) restoreDraft(message);
    };
    addEventListener('pagehide', restore);
    return () => {
      removeEventListener('pagehide', restore);
      this.#isGone = true;
      restore();
    };
  }

  /** Resolves to the refusal, or null when the words have arrived. */
  send(input: SentTo<CommandNamed<N>>, key: string = crypto.randomUUID()): Promise<WireError | null> {
    const answer = this.#live.send(this.#name, input, key);
    const draft = draftOf({ name: this.#name, input });
    return draft ? this.#await(key, draft, answer) : Promise.reject(new Error(`${this.#name} has no draft`));
  }

  /** Whether the device holds an unanswered command with these words. */
  isUnderWay(words: string): boolean {
    return ownStore()
      .read()
      .some((command) => command.name === this.#name && this.#draftHere(command)?.words === words);
  }

  /** What became of these words, if they were on their way when the page was left; null when they were not. */
  async resume(words: string): Promise<{ answer: Promise<WireError | null> } | null> {
    const answer = (await this.#showLeft()).get(words);
    return answer ? { answer } : null;
  }

  /** Takes refused words off the page; they go back to whoever wrote them. */
  takeBack(key: string): OutgoingMessage<N> | null {
    const taken = this.shown.find((message) => message.key === key) ?? null;
    this.#replace(key, null);
    return taken;
  }

  /** Gives the answers by their words. */
  #showLeft(): Promise<ReadonlyMap<string, Promise<WireError | null>>> {
    const show = async () => {
      const awaited = (await this.#live.unanswered(this.#name)).flatMap((command) => {
        const draft = this.#draftHere(command);
        // Sent from this very page, while it was loading.
        if (!draft || this.shown.some(({ key }) => key === command.commandId)) return [];
        // The command's name guarantees the value.
        const answer = command.answer as Promise<Result<Output<N>>>;
        return [[draft.words, this.#await(command.commandId, draft, answer)] as const];
      });
      return new Map(awaited);
    };
    return (this.#left ??= show());
  }

  /** The draft of a command to this very thing. */
  #draftHere(command: OutgoingCommand): Draft | null {
    const draft = draftOf(command);
    return draft?.place === this.place ? draft : null;
  }

  async #await(key: string, draft: Draft, answer: Promise<Result<Output<N>>>): Promise<WireError | null> {
    this.shown = [...this.shown, { ...draft, key, error: null, value: null }];
    const result = await answer;
    const isHeld = !result.ok && result.error.reason === 'held';
    const error = result.ok || isHeld ? null : result.error;
    const value = result.ok ? result.value : null;
    this.#replace(key, result.ok && this.#accept(result.value) ? null : { ...draft, key, error, value, isHeld });
    if (error && this.#isGone) restoreDraft(draft);
    return error;
  }

  #replace(key: string, now: OutgoingMessage<N> | null): void {
    this.shown = this.shown.flatMap((message) => (message.key === key ? (now ?? []) : message));
  }
}
