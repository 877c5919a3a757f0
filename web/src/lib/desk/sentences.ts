import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused at the desk. */
export const deskSentences = {
  'too-many-views': (params) => m.error_too_many_views({ most: params['most'] ?? 20 }),
} as const satisfies Sentences;

addSentences(deskSentences);
