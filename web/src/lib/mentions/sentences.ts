import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused where somebody is mentioned. */
export const mentionSentences = {
  'too-many-mentions': ({ most = 20 }) => m.mention_error_too_many_mentions({ most }),
  'too-many-people-mentioned': ({ most = 60, minutes = 60 }) =>
    m.mention_error_too_many_people_mentioned({ most, minutes }),
  'no-group-mention': () => m.mention_error_no_group_mention(),
  'too-many-group-mentions': ({ most = 6, minutes = 60 }) => m.mention_error_too_many_group_mentions({ most, minutes }),
} as const satisfies Sentences;

addSentences(mentionSentences);
