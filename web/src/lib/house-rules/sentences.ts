import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused where house rules and reasons are written. */
export const houseRulesSentences = {
  'rules-changed': () => m.error_rules_changed(),
  'rules-alike': () => m.error_rules_alike(),
  'no-such-rule': () => m.error_no_such_rule(),
  'too-many-reasons': ({ most = 50 }) => m.error_too_many_reasons({ most }),
} as const satisfies Sentences;

addSentences(houseRulesSentences);
