import type { ReviewItem } from './entity.ts';
import type { ReviewChange } from './events.ts';

/** An item as its events tell it. Its reports and words are asked for when it has changed. */
export interface ReviewPageState {
  readonly item: ReviewItem;
}

/** The one place where an event becomes state. What is older than what is held is dropped, so that events may repeat. */
export function applyReviewChange(state: ReviewPageState, { rev, item }: ReviewChange): ReviewPageState {
  return rev > state.item.rev ? { item } : state;
}
