import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused of reports. */
export const trialSentences = {
  'trial-not-here': () => m.error_trial_not_here(),
} as const satisfies Sentences;

addSentences(trialSentences);
