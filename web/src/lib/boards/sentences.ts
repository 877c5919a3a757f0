import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused on the pages that make and change boards. */
export const boardSentences = {
  'board-exists': () => m.error_board_exists(),
  'reads-already': () => m.error_reads_already(),
} as const satisfies Sentences;

addSentences(boardSentences);
