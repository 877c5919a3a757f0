import type { WireError } from '@hearth/shared/kernel/errors';
import { joinWords, readDraft, takeUpDraft, writeDraft } from '../text/drafts.ts';
import type { Draft } from './draft-recovery.ts';

interface Messages {
  readonly place: string;
  readonly choices: readonly string[];
  isUnderWay(words: string): boolean;
  resume(words: string): Promise<{ answer: Promise<WireError | null> } | null>;
}

/**
 * Words that are being written, and the choices that go with them. They stay on the device until the server has them, over
 * reloads and dead batteries. What was to have no name never comes back to be sent with one.
 */
export class DraftField {
  readonly #messages: Messages;
  readonly #between: string;
  /** Before that the draft has not been read yet, though something may have been chosen already. */
  #isOpen = false;
  /** What waits for what goes with it, as it stood in the field when it was pressed last. */
  readonly #pressed = new Set<{ text: string }>();
  text = $state('');
  chosen = $state.raw<readonly string[]>([]);

  /** `given` stands in the field when the page loads; `between` goes between words that are joined. */
  constructor(messages: Messages, given: { text?: string | undefined; chosen?: readonly string[] }, between = '\n\n') {
    this.#messages = messages;
    this.#between = between;
    this.text = given.text ?? '';
    this.chosen = given.chosen ?? [];
  }

  /** Reads the draft. Call when the field is mounted: what was typed while scripts were loading stands in it already. */
  open = async (): Promise<void> => {
    this.#isOpen = true;
    const { place, choices } = this.#messages;
    takeUpDraft(place);
    const draft = readDraft(place);
    const chosen = draft ? choices.filter((choice) => readDraft(`${place}:${choice}`)) : [];
    this.#add({ words: '', chosen });
    // What sends them is loaded after the page. Words that do not wait for it are in the field at once.
    const resumed = this.#messages.isUnderWay(draft) ? await this.#messages.resume(draft) : null;
    if (!resumed) this.#add({ words: draft, chosen });
    if (!resumed || this.text) this.keep();
    if (resumed) this.#forget(draft, await resumed.answer);
  };

  keep = (): void => {
    const { place, choices } = this.#messages;
    writeDraft(place, this.text.trim());
    for (const choice of choices) writeDraft(`${place}:${choice}`, this.chosen.includes(choice) ? 'yes' : '');
  };

  choose(chosen: readonly string[]): void {
    this.chosen = chosen;
    if (this.#isOpen) this.keep();
  }

  /** Puts refused words back, in front of what was begun since. */
  putBack(draft: Pick<Draft, 'words' | 'chosen'>): void {
    this.#add(draft);
    this.keep();
  }

  /**
   * Sends the words that stand in the field now, if there are any, once what goes with them is `ready`; null where they are
   * not to go yet. What is written meanwhile stays; pressed again they go once, with what was added to them.
   */
  async send<R>(
    ready: () => Promise<R | null>,
    send: (words: string, made: R) => Promise<WireError | null>,
  ): Promise<void> {
    let { text } = this;
    const before = [...this.#pressed].find((one) => text.startsWith(one.text));
    if (before) before.text = text;
    if (before || !text.trim()) return;
    const pressed = { text };
    let made: R | null;
    this.#pressed.add(pressed);
    try {
      do {
        ({ text } = pressed);
        made = await ready();
      } while (made !== null && pressed.text !== text);
    } finally {
      this.#pressed.delete(pressed);
    }
    if (made === null) return;
    this.#take(text);
    const words = text.trim();
    this.#forget(words, await send(words, made));
  }

  #take(pressed: string): void {
    const rest = this.text.startsWith(pressed) ? this.text.slice(pressed.length).trimStart() : this.text;
    // The draft may hold more: earlier words that were refused stand on the page.
    if (!rest) this.keep();
    this.text = rest;
    if (rest) this.keep();
  }

  #add({ words, chosen }: Pick<Draft, 'words' | 'chosen'>): void {
    this.text = joinWords(words, this.text, this.#between);
    this.chosen = [...new Set([...this.chosen, ...chosen])];
  }

  #forget(words: string, error: WireError | null): void {
    if (!error && readDraft(this.#messages.place) === words) this.keep();
  }
}
