import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused in threads. */
export const threadSentences = {
  'already-deleted': () => m.error_already_deleted(),
} as const satisfies Sentences;

addSentences(threadSentences);
