import type { Reason, WireError } from '@hearth/shared/errors';
import * as m from '../paraglide/messages.js';

type Params = Readonly<Record<string, string | number>>;

const sentences: Readonly<Record<Reason, (params: Params) => string>> = {
  'invalid-input': () => m.error_invalid_input(),
  'no-such-thing': () => m.error_no_such_thing(),
  'sign-in-first': () => m.error_sign_in_first(),
  'sign-in-failed': () => m.error_sign_in_failed(),
  'code-failed': () => m.error_code_failed(),
  'not-allowed': () => m.error_not_allowed(),
  'foreign-origin': () => m.error_not_allowed(),
  'use-http': () => m.error_internal(),
  'waiting-for-approval': () => m.error_waiting_for_approval(),
  'account-closed': () => m.error_account_closed(),
  'invitation-needed': () => m.error_invitation_needed(),
  'invitation-used': () => m.error_invitation_used(),
  'prove-address-first': () => m.error_prove_address_first(),
  'weak-password': () => m.error_weak_password(),
  'last-admin': () => m.error_last_admin(),
  'not-yours': () => m.error_not_yours(),
  'already-deleted': () => m.error_already_deleted(),
  'id-taken': () => m.error_internal(),
  'too-fast': (params) => m.error_too_fast({ seconds: params['seconds'] ?? 1 }),
  'new-here': (params) => m.error_new_here({ most: params['most'] ?? 10, minutes: params['minutes'] ?? 60 }),
  'digits-used-up': (params) => m.error_digits_used_up({ minutes: params['minutes'] ?? 15 }),
  'too-many-connections': m.error_too_many_connections,
  'room-not-live': () => m.error_room_not_live(),
  'room-ended': () => m.error_room_ended(),
  'last-host': () => m.error_last_host(),
  'too-many-hosts': (params) => m.error_too_many_hosts({ most: params['most'] ?? 12 }),
  'asking-closed': () => m.error_asking_closed(),
  'too-many-open': (params) => m.error_too_many_open({ most: params['most'] ?? 5 }),
  'too-many-asked': (params) => m.error_too_many_asked({ most: params['most'] ?? 30 }),
  'room-filling': () => m.error_room_filling(),
  'question-closed': () => m.error_question_closed(),
  'own-question': () => m.error_own_question(),
  'answering-another': (params) => m.error_answering_another({ name: params['name'] ?? '' }),
  'too-many-exports': ({ most = 3, minutes = 60 }) => m.error_too_many_exports({ most, minutes }),
  'too-many-erasures': ({ minutes = 60 }) => m.error_too_many_erasures({ minutes }),
  'export-under-way': () => m.error_export_under_way(),
  'not-in-time': () => m.error_not_in_time(),
  busy: () => m.error_busy(),
  internal: () => m.error_internal(),
};

/** What happened, that nothing is lost, and what to do: in the reader's language. */
export function sentenceOf(error: Pick<WireError, 'reason' | 'params'>): string {
  return sentences[error.reason](error.params ?? {});
}
