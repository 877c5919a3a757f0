import type { LiveOwn } from '../accounts/live-own.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import type { Loaded } from '../live/views.ts';
import { whenUnreadMoves } from './when-unread-moves.ts';

type Counts = Loaded<'unread.count'>;

/** How much is unread on each board, the same on all of one's pages. */
export class LiveCounts {
  counts: Counts;
  readonly #live: LivePage;
  readonly #own: LiveOwn;

  constructor(live: LivePage, own: LiveOwn, counts: Counts) {
    this.#live = live;
    this.#own = own;
    this.counts = $state.raw(counts);
  }

  /** Returns how to stop. */
  start(): () => void {
    return whenUnreadMoves(this.#own, async () => {
      const result = await this.#live.ask('unread.count', {}).catch(() => null);
      if (result?.ok) this.counts = result.value;
    });
  }
}
