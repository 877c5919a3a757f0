import type { PracticeChange } from '@hearth/shared/practice/events';
import { applyPracticeChange, type PracticeState } from '@hearth/shared/practice/state';
import { LiveViewAgain } from '../live/live-view-again.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import { valueOf } from '../live/refused.ts';
import type { Loaded, Start } from '../live/views.ts';

type Page = Loaded<'practice.get'>;

function startOf({ position }: Page): Start<PracticeState> {
  return { state: { rev: position.seq }, position };
}

/** A practice note on screen. Where it was withdrawn from those who only read it, the page says that it is not there. */
export class LivePractice extends LiveViewAgain<PracticeChange> {
  constructor(live: LivePage, page: Page) {
    const threadId = page.thread.id;
    const view = {
      stream: `practice:${threadId}`,
      apply: applyPracticeChange,
      resync: async () => startOf(valueOf(await live.ask('practice.get', { threadId }))),
    };
    super(live, view, startOf(page));
  }
}
