import type { InputOf } from '@hearth/shared/kernel/command';
import type { openReview } from '@hearth/shared/review/commands';
import type { Person } from './person.ts';

/** Removes what somebody else wrote, as moderators do: they decide about it. */
export async function removeAs(moderator: Person, place: InputOf<typeof openReview>): Promise<void> {
  const { id: itemId, rev } = await moderator.do('review.open', place);
  await moderator.do('review.resolve', { itemId, rev, act: 'remove', rule: null, words: '' });
}
