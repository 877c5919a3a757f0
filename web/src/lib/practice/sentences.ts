import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused of practice notes. */
export const practiceSentences = {
  'practice-unsolved': () => m.error_practice_unsolved(),
  'practice-there': () => m.error_practice_there(),
  'practice-changed': () => m.error_practice_changed(),
  'practice-empty': () => m.error_practice_empty(),
} as const satisfies Sentences;

addSentences(practiceSentences);
