import type { BoardId } from '@hearth/shared/boards/entity';
import type { GroupId, PersonId } from '@hearth/shared/kernel/ids';
import { addressedIn } from '@hearth/shared/mentions/address';
import { mentionLimits } from '@hearth/shared/mentions/limits';
import type { LivePage } from '../live/live.svelte.ts';
import type { Loaded } from '../live/views.ts';

/** After the last key. */
const SOON_MS = 250;

/** What is said of whom the words in a field name: who of them cannot read it, and how many a group is. */
export class LiveMentions {
  readonly #live: Pick<LivePage, 'ask'>;
  readonly #boardId: BoardId;
  told = $state.raw<Loaded<'mention.check'> | null>(null);
  #asked = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(live: Pick<LivePage, 'ask'>, boardId: BoardId) {
    this.#live = live;
    this.#boardId = boardId;
  }

  /** The words are these now. */
  look(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(text), SOON_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #ask(text: string): Promise<void> {
    const named = addressedIn(text).slice(0, mentionLimits.each);
    const asked = named.map(({ kind, id }) => `${kind} ${id}`).join();
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (asked === '') return void (this.told = null);
    // The shape of both is in the address they were found by.
    const people = named.flatMap(({ kind, id }) => (kind === 'person' ? [id as PersonId] : []));
    // As above.
    const groups = named.flatMap(({ kind, id }) => (kind === 'group' ? [id as GroupId] : []));
    const result = await this.#live.ask('mention.check', { boardId: this.#boardId, people, groups }).catch(() => null);
    if (asked === this.#asked && result?.ok) this.told = result.value;
  }
}
