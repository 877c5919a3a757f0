import type { Position } from '@hearth/shared/kernel/protocol';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { ThreadChange } from '@hearth/shared/threads/events';
import { applyLibraryChange, type ShownRev } from '@hearth/shared/library/state';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import { valueOf } from '../live/refused.ts';

/** A thread that something is shown of: it tells that there is news, and what there is is asked for. */
export class FollowedThread extends LiveView<ShownRev, ThreadChange> {
  readonly #onNews: () => void;
  #stop = () => {};

  constructor(live: LivePage, threadId: ThreadId, at: Position, onNews: () => void) {
    const startOf = (position: Position) => ({ state: { rev: position.seq }, position });
    const view = {
      stream: `thread:${threadId}`,
      apply: applyLibraryChange,
      resync: async () => startOf(valueOf(await live.ask('thread.get', { threadId })).position),
    };
    super(live, view, startOf(at));
    this.#onNews = onNews;
  }

  override start(): () => void {
    const stop = super.start();
    this.#stop = stop;
    return stop;
  }

  protected override show(state: ShownRev): void {
    const { rev } = this.state;
    super.show(state);
    // What one may not read any more is no fault of the page.
    if (this.refused) this.#stop();
    if (this.refused || state.rev !== rev) this.#onNews();
  }
}
