import type { Thread } from '@hearth/shared/threads/entity';
import type { Position } from '@hearth/shared/kernel/protocol';
import type { BoardState } from '@hearth/shared/boards/state';
import type { Live } from '../live/live.svelte.ts';
import { boardView } from './board-view.ts';

/**
 * A board on screen. Rows that are shown change in place; threads that were not on the page wait behind a line
 * ("3 new threads – show"), so that nothing moves under a finger.
 */
export class LiveBoard {
  readonly #live: Live;
  readonly #id: string;
  #newest = $state.raw<BoardState>({} as BoardState);
  #shown = $state.raw<readonly string[]>([]);

  rows = $derived.by(() => this.#shown.flatMap((id) => this.#rowOf(id)));
  /** Threads that are new, or moved on from further down, since the rows were shown. */
  waiting = $derived.by(() => this.#newest.rows.filter((row) => !this.#shown.includes(row.id)).length);
  threads = $derived.by(() => this.#newest.threads);
  #held = new Map<string, Thread>();

  constructor(live: Live, id: string, state: BoardState) {
    this.#live = live;
    this.#id = id;
    this.#newest = state;
    this.#shown = state.rows.map((row) => row.id);
    this.#remember(state.rows);
  }

  /** Begins to follow; returns how to stop. In the browser only. */
  start(position: Position): () => void {
    const follow = this.#live.follow(
      boardView(this.#id, this.#live.ask),
      { state: this.#newest, position },
      (state) => {
        this.#remember(state.rows);
        this.#newest = state;
      },
    );
    return follow.stop;
  }

  /** Shows what waits, newest first, above the older rows that were read. */
  showNew(): void {
    const newest = this.#newest.rows.map((row): string => row.id);
    this.#shown = [...newest, ...this.#shown.filter((id) => !newest.includes(id))];
  }

  /** Adds rows that were read further down. */
  append(rows: readonly Thread[]): void {
    this.#remember(rows);
    this.#shown = [...this.#shown, ...rows.map((row) => row.id).filter((id) => !this.#shown.includes(id))];
  }

  #rowOf(id: string): Thread[] {
    const row = this.#newest.rows.find((newest) => newest.id === id) ?? this.#held.get(id);
    return row ? [row] : [];
  }

  #remember(rows: readonly Thread[]): void {
    for (const row of rows) {
      const held = this.#held.get(row.id);
      if (!held || held.rev < row.rev) this.#held.set(row.id, row);
    }
  }
}
