import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused where something is muted. */
const followSentences = {
  'too-many-muted': ({ most = 0 }) => m.follow_error_too_many_muted({ most }),
  'too-many-followed': ({ most = 0 }) => m.follow_error_too_many_followed({ most }),
} as const satisfies Sentences;

addSentences(followSentences);
