import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is asked before words are published. */
export const studentInformationSentences = {
  'student-information': ({ phrases = '' }) => m.error_student_information({ phrases }),
} as const satisfies Sentences;

addSentences(studentInformationSentences);
