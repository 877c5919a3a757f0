import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused where one writes without one's name. */
export const anonymousSentences = {
  'named-here': () => m.error_named_here(),
  'unnamed-later': () => m.error_unnamed_later(),
  'no-pictures-unnamed': () => m.error_no_pictures_unnamed(),
} as const satisfies Sentences;

addSentences(anonymousSentences);
