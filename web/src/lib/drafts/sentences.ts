import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused of drafts. */
export const draftSentences = {
  'too-many-drafts': (params) => m.error_too_many_drafts({ most: params['most'] ?? 50 }),
  'newer-draft': () => m.error_newer_draft(),
} as const satisfies Sentences;

addSentences(draftSentences);
