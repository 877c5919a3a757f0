import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused where answers are accepted. Apart from the threads' own, which every thread loads. */
export const solvingSentences = {
  'not-an-answer': () => m.error_not_an_answer(),
} as const satisfies Sentences;

addSentences(solvingSentences);
