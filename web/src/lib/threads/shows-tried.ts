import type { Thread } from '@hearth/shared/threads/entity';
import type { Loaded } from '../live/views.ts';

/** Whether anything is shown of what became of a thread's answers: to members also where it may be said. */
export function showsTried(
  { answer, noted }: Pick<Thread, 'answer' | 'noted'>,
  tried: Loaded<'reaction.in'>['tried'],
  isMember: boolean,
): boolean {
  return Boolean(noted || (isMember && answer)) || Object.keys(tried).length > 0;
}
