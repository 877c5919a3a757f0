import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** Why a post waits, or cannot. Loaded when somebody begins to write. */
export const heldSentences = {
  held: () => m.error_held(),
  'held-refused': () => m.error_held_refused(),
  'held-withdrawn': () => m.error_held_withdrawn(),
  'held-decided': () => m.error_held_decided(),
  'held-draft-full': () => m.error_held_draft_full(),
  'too-many-held': ({ most = 0 }) => m.error_too_many_held({ most }),
  'too-many-taken-back': ({ most = 0, minutes = 0 }) => m.error_too_many_taken_back({ most, minutes }),
  'cannot-wait': () => m.error_cannot_wait(),
  'cannot-wait-unnamed': () => m.error_cannot_wait_unnamed(),
} as const satisfies Sentences;

addSentences(heldSentences);
