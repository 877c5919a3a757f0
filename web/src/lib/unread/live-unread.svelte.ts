import { OWN_LEVEL, OWN_MUTED } from '@hearth/shared/follows/own';
import { readStanding } from '@hearth/shared/follows/state';
import type { UnreadFilter } from '@hearth/shared/unread/queries';
import type { LiveOwn } from '../accounts/live-own.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import type { Loaded } from '../live/views.ts';
import { whenUnreadMoves } from './when-unread-moves.ts';

type Page = Loaded<'unread.list'>;
type Row = Page['rows'][number];

/**
 * What is unread, on screen: rows stay where they are while one reads them, however far; what comes waits behind a button;
 * and the number of all is that of every other page.
 */
export class LiveUnread {
  readonly #live: LivePage;
  readonly #own: LiveOwn;
  readonly #filter: UnreadFilter;
  rows = $state.raw<readonly Row[]>([]);
  total = $state(0);
  /** Those that are not shown, the latest first. */
  #waiting = $state.raw<readonly Row[]>([]);
  waiting = $derived.by(() => this.#waiting.length);

  constructor(live: LivePage, own: LiveOwn, filter: UnreadFilter, { rows, total }: Page) {
    this.#live = live;
    this.#own = own;
    this.#filter = filter;
    this.rows = rows;
    this.total = total;
  }

  /** Returns how to stop. */
  start(): () => void {
    const stops = [
      whenUnreadMoves(this.#own, () => void this.#look()),
      this.#own.listen(OWN_LEVEL, (key, written) => {
        if (readStanding(written)?.level === 'mute')
          this.#drop(
            ({ thread, board, why }) =>
              key === `thread/${thread.id}` ||
              key === `board/${board.id}` ||
              // Unless one follows the thread itself.
              (thread.tags.some((tag) => key === `tag/${tag}`) && isByItself(why)),
          );
      }),
      this.#own.listen(OWN_MUTED, (id, muted) => {
        if (muted) this.#drop(({ thread }) => thread.by?.personId === id);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** What was muted goes at once, unlike what was read. */
  #drop(isGone: (row: Row) => boolean): void {
    this.rows = this.rows.filter((row) => !isGone(row));
  }

  showNew(): void {
    this.rows = [...this.#waiting, ...this.rows];
    this.#waiting = [];
  }

  async #look(): Promise<void> {
    const result = await this.#live.ask('unread.list', { filter: this.#filter }).catch(() => null);
    if (!result?.ok) return;
    const { rows, total } = result.value;
    const now = new Map(rows.map((row) => [row.thread.id, row]));
    const last = this.rows.at(-1)?.thread;
    this.total = total;
    // In their places, as they are now.
    this.rows = this.rows.map((row) => now.get(row.thread.id) ?? row);
    const shown = new Set(this.rows.map(({ thread }) => thread.id));
    // What is further down is on the next page.
    this.#waiting = rows.filter(
      ({ thread }) => !shown.has(thread.id) && (!last || thread.lastPostAt > last.lastPostAt),
    );
  }
}

function isByItself(why: Row['why']): boolean {
  return !why || why.reason === 'board' || why.reason === 'tag';
}
