import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused where ideas are voted for. */
export const ideaSentences = {
  'idea-decided': () => m.idea_error_idea_decided(),
} as const satisfies Sentences;

addSentences(ideaSentences);
