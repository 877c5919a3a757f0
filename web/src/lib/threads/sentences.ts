import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused in threads. */
export const threadSentences = {
  'already-deleted': () => m.error_already_deleted(),
  'being-carried': () => m.error_being_carried(),
  merged: () => m.error_merged(),
  locked: ({ reason = '' }) => m.error_locked({ reason }),
  purged: () => m.error_purged(),
  'too-soon': ({ every = 1, left = 1 }) => m.error_too_soon({ every, left }),
  quiet: ({ days = 1 }) => m.error_quiet({ days }),
} as const satisfies Sentences;

addSentences(threadSentences);
