import type { CountsChange } from '@hearth/shared/entry-counts/events';
import type { Result } from '@hearth/shared/kernel/errors';
import { applyLibraryChange, type ShownRev } from '@hearth/shared/library/state';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import { valueOf } from '../live/refused.ts';
import type { Loaded, Start } from '../live/views.ts';

const startOf = ({ position }: Loaded<'entry.counts'>): Start<ShownRev> => ({
  state: { rev: position.seq },
  position,
});

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;

interface Asking<Shown> {
  readonly loaded: Shown;
  readonly ask: () => Promise<Result<Shown>>;
  /** How far an answer is, where it says so: it is asked for until it is as new as it was told to be. */
  readonly seqOf?: (shown: Shown) => number;
}

/** What others make of an entry: that it is another one is told, and then it is asked for. */
export class LiveCounts<Shown> extends LiveView<ShownRev, CountsChange> {
  shown: Shown;
  readonly #asking: Asking<Shown>;
  #times = 0;

  /** `counts`: as the page was rendered with, before `loaded`. */
  constructor(live: LivePage, entryId: string, counts: Loaded<'entry.counts'>, asking: Asking<Shown>) {
    const view = {
      stream: `entry-counts:${entryId}`,
      apply: applyLibraryChange,
      resync: async () => startOf(valueOf(await live.ask('entry.counts', { entryId }))),
    };
    super(live, view, startOf(counts));
    this.#asking = asking;
    this.shown = $state.raw(asking.loaded);
  }

  protected override show(state: ShownRev): void {
    const { rev } = this.state;
    super.show(state);
    if (state.rev !== rev) void this.askAgain();
  }

  /** An event may be told before what follows from it is written: then once more, and a little later. */
  async askAgain(): Promise<void> {
    const turn = ++this.#times;
    const { ask, seqOf } = this.#asking;
    for (let wait = FIRST_WAIT_MS; wait <= LONGEST_WAIT_MS; wait *= 2) {
      const result = await ask().catch(() => null);
      if (turn !== this.#times) return;
      if (result?.ok) this.shown = result.value;
      if (result?.ok && (!seqOf || seqOf(result.value) >= this.state.rev)) return;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
