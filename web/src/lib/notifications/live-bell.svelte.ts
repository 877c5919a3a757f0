import type { LiveOwn } from '../accounts/live-own.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import type { Loaded } from '../live/views.ts';
import { whenBellMoves } from './when-bell-moves.ts';

type Page = Loaded<'bell.list'>;
type Row = Page['rows'][number];
type Held = Page['held'][number];

/** What concerns oneself, on screen: rows stay where they are, what is new to them is said there, and what comes waits behind a button. */
export class LiveBell {
  readonly #live: LivePage;
  readonly #own: LiveOwn;
  rows = $state.raw<readonly Row[]>([]);
  held = $state.raw<readonly Held[]>([]);
  total = $state(0);
  #waiting = $state.raw<readonly Row[]>([]);
  #heldWaiting = $state.raw<readonly Held[]>([]);
  waiting = $derived.by(() => this.#waiting.length + this.#heldWaiting.length);

  constructor(live: LivePage, own: LiveOwn, { rows, held, total }: Page) {
    this.#live = live;
    this.#own = own;
    this.rows = rows;
    this.held = held;
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
  }

  async #look(): Promise<void> {
    const result = await this.#live.ask('bell.list', {}).catch(() => null);
    if (!result?.ok) return;
    const { rows, held, total } = result.value;
    const now = new Map(rows.map((row) => [row.thread.id, row]));
    const shown = new Set(this.rows.map(({ thread }) => thread.id));
    const last = this.rows.at(-1);
    this.total = total;
    this.rows = this.rows.map((row) => now.get(row.thread.id) ?? row);
    // What is further down is on the next page.
    this.#waiting = rows.filter(({ thread, at }) => !shown.has(thread.id) && (!last || at > last.at));
    const heldNow = new Map(held.map((one) => [one.id, one]));
    this.#heldWaiting = held.filter(({ id }) => !this.held.some((one) => one.id === id));
    this.held = this.held.map((one) => heldNow.get(one.id) ?? { ...one, isNew: false });
  }
}
