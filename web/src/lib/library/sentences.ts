import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused in the library. */
export const librarySentences = {
  'library-changed': () => m.error_library_changed(),
  'library-not-now': () => m.error_library_not_now(),
  'library-unfinished': () => m.error_library_unfinished(),
  'library-reason': () => m.error_library_reason(),
  'library-link': () => m.error_library_link(),
  'library-newer': ({ no = 0 }) => m.error_library_newer({ no }),
  'library-by-version': () => m.error_library_by_version(),
  'library-same': () => m.error_library_same(),
  'library-versions-full': ({ most = 0 }) => m.error_library_versions_full({ most }),
  'library-no-files': () => m.error_library_no_files(),
  'library-asked': () => m.error_library_asked(),
  'library-nameless': () => m.error_library_nameless(),
  'library-used': () => m.error_library_used(),
  'library-successor': () => m.error_library_successor(),
  'library-note-given': () => m.error_library_note_given(),
  'library-unanswered': () => m.error_library_unanswered(),
  'library-full': ({ most = 0 }) => m.error_library_full({ most }),
} as const satisfies Sentences;

addSentences(librarySentences);
