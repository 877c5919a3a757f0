import type { Thread } from '@hearth/shared/threads/entity';
import type { BoardChange } from '@hearth/shared/boards/events';
import { byLatest, type BoardState } from '@hearth/shared/boards/state';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import type { Start } from '../live/views.ts';
import { boardView, type Shown } from './board-view.ts';

/**
 * A board on screen. Visible rows change in place; threads that were not on the page wait behind a button ("3 new threads –
 * show"), so that nothing moves under a finger.
 */
export class LiveBoard extends LiveView<BoardState, BoardChange> {
  #shown = $state.raw<readonly string[]>([]);
  readonly #which: Shown;
  /** When somebody had last written, as the page was rendered. */
  readonly #openedAt: string;
  readonly #held = new Map<string, Thread>();

  rows = $derived.by(() => this.#shown.flatMap((id) => this.#rowOf(id)));
  /** Threads that are new, or have moved up from further down, since the rows were shown. */
  waiting = $derived.by(() => this.#news.filter((row) => !this.#shown.includes(row.id)).length);
  /** One that is solved meanwhile where only the unsolved are shown, or loses its tag, stays where it is, and says so. */
  #news = $derived.by(() => {
    const { unsolved, tag, by } = this.#which;
    // By votes rows stand anywhere: what was begun since the page was opened is news, and nothing else.
    const since = by ? this.#openedAt : '';
    return this.state.rows.filter(
      ({ answer, tags, startedAt }) =>
        !(unsolved && answer) && (!tag || tags.some((one) => one === tag)) && startedAt > since,
    );
  });
  threads = $derived.by(() => this.state.threads);
  head = $derived.by(() => this.state.head);
  openings = $derived.by(() => this.state.openings.list);

  constructor(live: LivePage, id: string, start: Start<BoardState>, which: Shown = {}, openedAt = '') {
    const view = boardView(id, live.ask, which, (ids) => this.#drop(ids));
    super(live, view, start);
    this.#which = which;
    this.#openedAt = openedAt;
    const { rows } = start.state;
    this.#shown = rows.map((row) => row.id);
    this.#remember(rows);
  }

  protected override show(state: BoardState): void {
    this.#remember(state.rows);
    super.show(state);
    this.#append();
  }

  /** What comes in at the end, because another thread has left the page, is no news. */
  #append(): void {
    const last = this.rows.at(-1);
    const below = this.#news.filter((row) => !this.#shown.includes(row.id) && last && byLatest(row, last) > 0);
    if (below.length > 0) this.#shown = [...this.#shown, ...below.map(({ id }) => id)];
  }

  /** Shows the waiting threads, newest first, above the rows that are there. */
  showNew(): void {
    const newest = this.#news.map((row): string => row.id);
    this.#shown = [...newest, ...this.#shown.filter((id) => !newest.includes(id))];
  }

  #rowOf(id: string): Thread[] {
    const row = this.state.rows.find((newest) => newest.id === id) ?? this.#held.get(id);
    return row ? [row] : [];
  }

  /** What is elsewhere now is no row here, and leaves room for another one. */
  #drop(ids: readonly string[]): void {
    for (const id of ids) this.#held.delete(id);
    this.#shown = this.#shown.filter((id) => !ids.includes(id));
  }

  #remember(rows: readonly Thread[]): void {
    for (const row of rows) {
      const held = this.#held.get(row.id);
      if (!held || held.rev < row.rev) this.#held.set(row.id, row);
    }
  }
}
