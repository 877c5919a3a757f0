import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused on the pages of accounts. */
export const accountSentences = {
  'sign-in-failed': () => m.account_error_sign_in_failed(),
  'code-failed': ({ left }) => {
    if (left === undefined) return m.account_error_code_failed();
    return left === 0 ? m.account_error_code_wrong_last() : m.account_error_code_wrong({ count: Number(left) });
  },
  suspended: () => m.account_error_suspended(),
  'invitation-needed': () => m.account_error_invitation_needed(),
  'invitation-used': () => m.account_error_invitation_used(),
  'too-quick': () => m.account_error_too_quick(),
  'weak-password': () => m.account_error_weak_password(),
  'last-admin': () => m.account_error_last_admin(),
  'digits-used-up': (params) => m.account_error_digits_used_up({ minutes: params['minutes'] ?? 15 }),
  'too-many-exports': ({ most = 3, minutes = 60 }) => m.account_error_too_many_exports({ most, minutes }),
  'too-many-erasures': ({ minutes = 60 }) => m.account_error_too_many_erasures({ minutes }),
  'export-under-way': () => m.account_error_export_under_way(),
} as const satisfies Sentences;

addSentences(accountSentences);
