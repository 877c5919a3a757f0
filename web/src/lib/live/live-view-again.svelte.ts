import { invalidateAll } from '$app/navigation';
import type { LivePage } from './live.svelte.ts';
import { LiveView } from './live-view.svelte.ts';
import type { View } from './follower.ts';
import type { Start } from './views.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

interface Revision {
  readonly rev: number;
}

/** What is on screen, whose stream tells no more than that it is another one now: then the page is loaded again. */
export class LiveViewAgain<Change> extends LiveView<Revision, Change> {
  readonly #shown: number;
  #isLoading = false;
  #isOver = false;

  constructor(live: LivePage, view: View<Revision, Change>, start: Start<Revision>) {
    super(live, view, start);
    this.#shown = start.state.rev;
  }

  protected override show(state: Revision): void {
    super.show(state);
    // Also where one may not see it any more: the page then says so.
    if (state.rev !== this.#shown || this.refused) void this.#loadAgain();
  }

  override start(): () => void {
    const stop = super.start();
    return () => {
      this.#isOver = true;
      stop();
    };
  }

  /** Whether what is on screen is to stay as it is, though there is something newer. */
  protected async stays(): Promise<boolean> {
    return false;
  }

  /** What is loaded takes the place of this. The framework drops a load when another one begins: then once more. */
  async #loadAgain(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    while (!this.refused && !this.#isOver) {
      const { rev } = this.state;
      if (!(await this.stays())) break;
      if (rev !== this.state.rev) continue;
      this.#isLoading = false;
      return;
    }
    for (let wait = FIRST_WAIT_MS; !this.#isOver; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      await invalidateAll();
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
