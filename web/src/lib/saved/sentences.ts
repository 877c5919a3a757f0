import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused where entries are saved. */
export const savedSentences = {
  'too-many-saved': ({ most = 0 }) => m.error_too_many_saved({ most }),
} as const satisfies Sentences;

addSentences(savedSentences);
