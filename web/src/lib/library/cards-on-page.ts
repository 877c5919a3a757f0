import type { Position } from '@hearth/shared/kernel/protocol';
import type { EntryCard } from '@hearth/shared/library/entity';
import type { EntryChange } from '@hearth/shared/library/events';
import { libraryLimits } from '@hearth/shared/library/limits';
import { applyLibraryChange, type ShownRev } from '@hearth/shared/library/state';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import { valueOf } from '../live/refused.ts';
import { insideOf } from './entry-cards.ts';

/** A connection watches so many streams, and a thread needs some itself. What else has a card is asked for with these. */
const MOST_FOLLOWED = 8;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;

/**
 * Keeps the cards of entries on a page as they are for its reader: those of new and edited posts are filled in, and where one is
 * told of a change all are asked for again, with the rights of that moment.
 */
export class CardsOnPage {
  readonly #live: LivePage;
  readonly #cards = new Map<string, EntryCard>();
  readonly #followed = new Map<string, FollowedEntry>();
  readonly #observer = new MutationObserver(() => this.#look());
  /** How often something was to be asked for, so that an answer from before is not taken for the last one. */
  #wanted = 0;
  #isAsking = false;
  #isOver = false;

  constructor(live: LivePage) {
    this.#live = live;
  }

  /** Returns how to stop. */
  start(): () => void {
    const wake = () => document.visibilityState === 'visible' && this.#askAgain();
    document.addEventListener('visibilitychange', wake);
    this.#observer.observe(document.body, { childList: true, subtree: true });
    this.#look();
    return () => {
      this.#isOver = true;
      document.removeEventListener('visibilitychange', wake);
      this.#observer.disconnect();
      for (const one of this.#followed.values()) one.stop();
    };
  }

  #look(): void {
    let isAnyNew = false;
    for (const link of links()) {
      const card = this.#cards.get(idOf(link));
      if (card) fill(link, card);
      else isAnyNew = true;
    }
    // While they are asked for, what else is new is asked for with the next answer.
    if (isAnyNew && !this.#isAsking) this.#askAgain();
  }

  #askAgain(): void {
    this.#wanted += 1;
    if (!this.#isAsking) void this.#ask();
  }

  /** An event may be told before what follows from it is written: then once more, and a little later. */
  async #ask(): Promise<void> {
    this.#isAsking = true;
    for (let wait = FIRST_WAIT_MS; wait <= LONGEST_WAIT_MS && !this.#isOver; wait *= 2) {
      const wanted = this.#wanted;
      const ids = [...new Set(links().map(idOf))].slice(0, libraryLimits.cards);
      if (ids.length === 0) break;
      const result = await this.#live.ask('library.cards', { ids }).catch(() => null);
      if (result?.ok && !this.#isOver) this.#take(result.value.cards);
      const isOld = [...this.#followed.values()].some((one) => one.isAhead);
      if (result?.ok && wanted === this.#wanted && !isOld && links().every((link) => this.#cards.has(idOf(link))))
        break;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    this.#isAsking = false;
  }

  #take(cards: readonly EntryCard[]): void {
    for (const card of cards) {
      this.#cards.set(card.id, card);
      this.#follow(card);
    }
    this.#look();
  }

  #follow({ id, position }: EntryCard): void {
    const followed = this.#followed.get(id);
    if (followed) return followed.noteShown(position);
    if (!position || this.#followed.size >= MOST_FOLLOWED) return;
    const onNews = (isOver: boolean) => {
      if (isOver) {
        this.#followed.get(id)?.stop();
        this.#followed.delete(id);
      }
      this.#askAgain();
    };
    const one = new FollowedEntry(this.#live, id, position, onNews);
    this.#followed.set(id, one);
    one.begin();
  }
}

function links(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('a[data-entry]')];
}

function idOf(link: HTMLElement): EntryCard['id'] {
  // The server writes it there.
  return link.dataset['entry'] as EntryCard['id'];
}

/** What stands there already stays: pictures are not loaded again. */
function fill(link: HTMLElement, card: EntryCard): void {
  const wanted = document.createElement('template');
  wanted.innerHTML = insideOf(card);
  if (wanted.innerHTML !== link.innerHTML) link.replaceChildren(wanted.content);
}

/** One entry that has a card: it tells that it is another one now, and no more. */
class FollowedEntry extends LiveView<ShownRev, EntryChange> {
  readonly #onNews: (isOver: boolean) => void;
  /** The event that its card is as new as. */
  #shown: number;
  #stop = () => {};

  constructor(live: LivePage, entryId: EntryCard['id'], at: Position, onNews: (isOver: boolean) => void) {
    const startOf = (position: Position) => ({ state: { rev: position.seq }, position });
    const view = {
      stream: `entry:${entryId}`,
      apply: applyLibraryChange,
      resync: async () => startOf(valueOf(await live.ask('library.entry', { entryId })).position),
    };
    super(live, view, startOf(at));
    this.#shown = at.seq;
    this.#onNews = onNews;
  }

  /** Whether its card is older than what was told of it. */
  get isAhead(): boolean {
    return this.state.rev > this.#shown;
  }

  noteShown(position: Position | null): void {
    this.#shown = position?.seq ?? Infinity;
  }

  begin(): void {
    this.#stop = this.start();
  }

  stop(): void {
    this.#stop();
  }

  protected override show(state: ShownRev): void {
    const { rev } = this.state;
    super.show(state);
    if (this.refused || state.rev !== rev) this.#onNews(this.refused !== null);
  }
}
