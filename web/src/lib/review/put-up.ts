import type { ReviewItem, ReviewStep } from '@hearth/shared/review/entity';

/** Whether a moderator has put it up by this step: whoever does takes it on at that moment. Also where they have left since. */
export function isPutUp({ history }: Pick<ReviewItem, 'history'>, { by, at }: ReviewStep): boolean {
  return by !== null || history.some((step) => step.kind === 'claimed' && step.at === at);
}
