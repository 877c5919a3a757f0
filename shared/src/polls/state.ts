import type { Poll } from './entity.ts';
import type { PollChange } from './events.ts';

/** The one place where an event becomes state. */
export function applyPollChange(poll: Poll, { words, state }: PollChange): Poll {
  return { ...poll, ...words, ...state };
}
