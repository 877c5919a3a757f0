import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** Why words are not published. Loaded when somebody begins to write. */
export const wordListSentences = {
  'words-blocked': ({ word = '' }) => m.error_words_blocked({ word }),
  'words-instead': ({ word = '', instead = '' }) => m.error_words_instead({ word, instead }),
  'too-many-words': ({ most = 0 }) => m.error_too_many_words({ most }),
} as const satisfies Sentences;

addSentences(wordListSentences);
