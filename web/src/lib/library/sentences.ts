import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused in the library. */
export const librarySentences = {
  'library-changed': () => m.error_library_changed(),
  'library-not-now': () => m.error_library_not_now(),
  'library-unfinished': () => m.error_library_unfinished(),
  'library-reason': () => m.error_library_reason(),
  'library-link': () => m.error_library_link(),
  'library-no-files': () => m.error_library_no_files(),
  'library-asked': () => m.error_library_asked(),
  'library-nameless': () => m.error_library_nameless(),
  'library-full': ({ most = 0 }) => m.error_library_full({ most }),
} as const satisfies Sentences;

addSentences(librarySentences);
