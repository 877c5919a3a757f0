import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused of posts that are to appear later. */
export const scheduledSentences = {
  'too-many-scheduled': (params) => m.error_too_many_scheduled({ most: params['most'] ?? 20 }),
  'scheduled-when': () => m.error_scheduled_when(),
  'has-appeared': () => m.error_has_appeared(),
} as const satisfies Sentences;

addSentences(scheduledSentences);
