import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused on the page for moderators. */
export const moderatingSentences = {
  'already-so': () => m.error_already_so(),
  'into-itself': () => m.error_into_itself(),
  'not-removed': () => m.error_not_removed(),
  'not-to-split': () => m.error_not_to_split(),
  'too-long-to-merge': ({ most = 0 }) => m.error_too_long_to_merge({ most }),
  'too-many-pinned': () => m.error_too_many_pinned(),
} as const satisfies Sentences;

addSentences(moderatingSentences);
