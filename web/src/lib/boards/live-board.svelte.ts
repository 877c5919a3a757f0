import type { Thread } from '@hearth/shared/threads/entity';
import type { BoardChange } from '@hearth/shared/boards/events';
import type { BoardState } from '@hearth/shared/boards/state';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import type { Start } from '../live/views.ts';
import { boardView } from './board-view.ts';

/**
 * A board on screen. Visible rows change in place; threads that were not on the page wait behind a button ("3 new threads –
 * show"), so that nothing moves under a finger.
 */
export class LiveBoard extends LiveView<BoardState, BoardChange> {
  #shown = $state.raw<readonly string[]>([]);
  readonly #isUnsolved: boolean;
  readonly #held = new Map<string, Thread>();

  rows = $derived.by(() => this.#shown.flatMap((id) => this.#rowOf(id)));
  /** Threads that are new, or have moved up from further down, since the rows were shown. */
  waiting = $derived.by(() => this.#news.filter((row) => !this.#shown.includes(row.id)).length);
  /** Where only the unsolved are shown, one that is solved meanwhile stays where it is, and says so. */
  #news = $derived.by(() => this.state.rows.filter(({ answer }) => !this.#isUnsolved || !answer));
  threads = $derived.by(() => this.state.threads);

  constructor(live: LivePage, id: string, start: Start<BoardState>, isUnsolved = false) {
    super(live, boardView(id, live.ask, isUnsolved), start);
    this.#isUnsolved = isUnsolved;
    const { rows } = start.state;
    this.#shown = rows.map((row) => row.id);
    this.#remember(rows);
  }

  protected override show(state: BoardState): void {
    this.#remember(state.rows);
    super.show(state);
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

  #remember(rows: readonly Thread[]): void {
    for (const row of rows) {
      const held = this.#held.get(row.id);
      if (!held || held.rev < row.rev) this.#held.set(row.id, row);
    }
  }
}
