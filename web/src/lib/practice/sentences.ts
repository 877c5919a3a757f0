import * as m from '../paraglide/messages.js';
// A note is closed together with its thread.
import '../threads/sentences.ts';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused of practice notes. */
export const practiceSentences = {
  'practice-unsolved': () => m.error_practice_unsolved(),
  'practice-there': () => m.error_practice_there(),
  'practice-changed': () => m.error_practice_changed(),
  'practice-empty': () => m.error_practice_empty(),
  'practice-withheld': () => m.error_practice_withheld(),
  'practice-without-question': () => m.error_practice_without_question(),
} as const satisfies Sentences;

addSentences(practiceSentences);
