import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused of polls. */
export const pollSentences = {
  'poll-closed': () => m.error_poll_closed(),
  'poll-changed': () => m.error_poll_changed(),
  'poll-begun': () => m.error_poll_begun(),
  'poll-one-choice': () => m.error_poll_one_choice(),
  'poll-in-past': () => m.error_poll_in_past(),
} as const satisfies Sentences;

addSentences(pollSentences);
