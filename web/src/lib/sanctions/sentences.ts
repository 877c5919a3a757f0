import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused where moderators decide about people, and where these appeal. */
export const sanctionSentences = {
  'not-oneself': () => m.error_not_oneself(),
  'last-admin-stays': () => m.error_last_admin_stays(),
  'sanction-until': () => m.error_sanction_until(),
  'sanction-over': () => m.error_sanction_over(),
  'undo-over': () => m.error_undo_over(),
  'appealed-before': () => m.error_appealed_before(),
  'appeal-decided': () => m.error_appeal_decided(),
  'appeal-own-decision': () => m.error_appeal_own_decision(),
  'decided-by-admin': () => m.error_decided_by_admin(),
  'too-much-kept': ({ most = 200 }) => m.error_too_much_kept({ most }),
} as const satisfies Sentences;

addSentences(sanctionSentences);
