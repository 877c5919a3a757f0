import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused of reports to the library. */
export const complaintSentences = {
  'complaint-known': () => m.error_complaint_known(),
  'complaint-decided': () => m.error_complaint_decided(),
  'complaint-why': () => m.error_complaint_why(),
} as const satisfies Sentences;

addSentences(complaintSentences);
