import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused where links are looked at. */
export const linkSentences = {
  'library-links-off': () => m.error_library_links_off(),
} as const satisfies Sentences;

addSentences(linkSentences);
