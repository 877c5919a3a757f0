import type { LiveOwn } from '../accounts/live-own.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import type { Loaded } from '../live/views.ts';
import { whenBellMoves } from './when-bell-moves.ts';

type Page = Loaded<'bell.list'>;
type Row = Page['rows'][number];
type Held = Page['held'][number];
type Entry = Page['entries'][number];
type OfLibrary = Page['library'][number];

/** What concerns oneself, on screen: rows stay where they are, what is new to them is said there, and what comes waits behind a button. */
export class LiveBell {
  readonly #live: LivePage;
  readonly #own: LiveOwn;
  rows = $state.raw<readonly Row[]>([]);
  held = $state.raw<readonly Held[]>([]);
  entries = $state.raw<readonly Entry[]>([]);
  library = $state.raw<readonly OfLibrary[]>([]);
  total = $state(0);
  #waiting = $state.raw<readonly Row[]>([]);
  #heldWaiting = $state.raw<readonly Held[]>([]);
  #entriesWaiting = $state.raw<readonly Entry[]>([]);
  #libraryWaiting = $state.raw<readonly OfLibrary[]>([]);
  waiting = $derived.by(() =>
    [this.#waiting, this.#heldWaiting, this.#entriesWaiting, this.#libraryWaiting].reduce(
      (sum, one) => sum + one.length,
      0,
    ),
  );

  constructor(live: LivePage, own: LiveOwn, { rows, held, entries, library, total }: Page) {
    this.#live = live;
    this.#own = own;
    this.rows = rows;
    this.held = held;
    this.entries = entries;
    this.library = library;
    this.total = total;
  }

  /** Returns how to stop. */
  start(): () => void {
    return whenBellMoves(
      this.#own,
      () => this.total > 0,
      () => void this.#look(),
    );
  }

  showNew(): void {
    this.rows = [...this.#waiting, ...this.rows];
    this.#waiting = [];
    this.held = [...this.#heldWaiting, ...this.held];
    this.#heldWaiting = [];
    this.entries = [...this.#entriesWaiting, ...this.entries];
    this.#entriesWaiting = [];
    this.library = [...this.#libraryWaiting, ...this.library];
    this.#libraryWaiting = [];
  }

  async #look(): Promise<void> {
    const result = await this.#live.ask('bell.list', {}).catch(() => null);
    if (!result?.ok) return;
    const { rows, held, entries, library, total } = result.value;
    const now = new Map(rows.map((row) => [row.thread.id, row]));
    const shown = new Set(this.rows.map(({ thread }) => thread.id));
    const last = this.rows.at(-1);
    this.total = total;
    this.rows = this.rows.map((row) => now.get(row.thread.id) ?? row);
    // What is further down is on the next page.
    this.#waiting = rows.filter(({ thread, at }) => !shown.has(thread.id) && (!last || at > last.at));
    [this.held, this.#heldWaiting] = renewed(this.held, held);
    [this.entries, this.#entriesWaiting] = renewed(this.entries, entries);
    [this.library, this.#libraryWaiting] = renewed(this.library, library);
  }
}

/** Those that are shown, as they are now, and those that wait. */
function renewed<One extends { readonly id: string; readonly isNew: boolean }>(
  shown: readonly One[],
  all: readonly One[],
): [shown: One[], waiting: One[]] {
  const now = new Map(all.map((one) => [one.id, one]));
  const waiting = all.filter(({ id }) => !shown.some((one) => one.id === id));
  return [shown.map((one) => now.get(one.id) ?? { ...one, isNew: false }), waiting];
}
