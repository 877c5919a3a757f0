import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused on the pages of groups. */
export const groupSentences = {
  'last-owner': () => m.error_last_owner(),
  'by-invitation': () => m.error_by_invitation(),
  'not-in-group': () => m.error_not_in_group(),
  'person-unknown': ({ name = '' }) => m.error_person_unknown({ name }),
  'person-several': ({ name = '', who = '' }) => m.error_person_several({ name, who }),
} as const satisfies Sentences;

addSentences(groupSentences);
