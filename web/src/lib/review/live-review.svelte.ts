import type { ReviewChange } from '@hearth/shared/review/events';
import { applyReviewChange, type ReviewPageState } from '@hearth/shared/review/state';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import { valueOf } from '../live/refused.ts';
import type { Loaded } from '../live/views.ts';

type Page = Loaded<'review.get'>;

/** An item on screen. Its reports and words are in no event: whenever it changes, the page is asked for again. */
export class LiveReview extends LiveView<ReviewPageState, ReviewChange> {
  item = $derived.by(() => this.state.item);

  constructor(live: LivePage, { item, position }: Page, onnews: () => void) {
    const view = {
      stream: `review:${item.id}`,
      apply: (state: ReviewPageState, change: ReviewChange) => {
        const next = applyReviewChange(state, change);
        if (next !== state) onnews();
        return next;
      },
      resync: async () => {
        const page = valueOf(await live.ask('review.get', { itemId: item.id }));
        onnews();
        return { state: { item: page.item }, position: page.position };
      },
    };
    super(live, view, { state: { item }, position });
  }
}
