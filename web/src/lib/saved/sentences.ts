import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused where entries are saved. */
export const savedSentences = {
  'too-many-saved': ({ most = 0 }) => m.error_too_many_saved({ most }),
  'too-many-saved-lists': ({ most = 0 }) => m.error_too_many_saved_lists({ most }),
  'saved-list-full': ({ most = 0 }) => m.error_saved_list_full({ most }),
  'saved-list-stopped': () => m.error_saved_list_stopped(),
  'saved-list-known': () => m.error_saved_list_known(),
  'saved-list-decided': () => m.error_saved_list_decided(),
  'saved-list-why': () => m.error_saved_list_why(),
  'saved-list-gone': () => m.error_saved_list_gone(),
} as const satisfies Sentences;

addSentences(savedSentences);
