import type { PracticeChange } from '@hearth/shared/practice/events';
import { applyPracticeChange, type PracticeState } from '@hearth/shared/practice/state';
import { invalidateAll } from '$app/navigation';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import { valueOf } from '../live/refused.ts';
import type { Loaded, Start } from '../live/views.ts';

type Page = Loaded<'practice.get'>;

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

function startOf({ position }: Page): Start<PracticeState> {
  return { state: { rev: position.seq }, position };
}

/** A practice note on screen: that it is another one now is told, and then the page is loaded again. */
export class LivePractice extends LiveView<PracticeState, PracticeChange> {
  readonly #shown: number;
  #isLoading = false;
  #isOver = false;

  constructor(live: LivePage, page: Page) {
    const threadId = page.thread.id;
    const view = {
      stream: `practice:${threadId}`,
      apply: applyPracticeChange,
      resync: async () => startOf(valueOf(await live.ask('practice.get', { threadId }))),
    };
    super(live, view, startOf(page));
    this.#shown = page.position.seq;
  }

  protected override show(state: PracticeState): void {
    super.show(state);
    // Also where it was withdrawn from those who only read it: the page then says that it is not there.
    if (state.rev !== this.#shown || this.refused) void this.#loadAgain();
  }

  override start(): () => void {
    const stop = super.start();
    return () => {
      this.#isOver = true;
      stop();
    };
  }

  /** What is loaded takes the place of this. The framework drops a load when another one begins: then once more. */
  async #loadAgain(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    for (let wait = FIRST_WAIT_MS; !this.#isOver; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      await invalidateAll();
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
