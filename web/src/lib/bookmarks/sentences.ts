import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused of bookmarks. */
export const bookmarkSentences = {
  'too-many-bookmarks': (params) => m.error_too_many_bookmarks({ most: params['most'] ?? 500 }),
  'reminder-when': () => m.error_reminder_when(),
} as const satisfies Sentences;

addSentences(bookmarkSentences);
