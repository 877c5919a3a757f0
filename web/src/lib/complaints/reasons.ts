import type { ComplaintReason } from '@hearth/shared/complaints/entity';
import * as m from '../paraglide/messages.js';

/** In this order wherever one chooses. */
export const complaintReasons: readonly (readonly [ComplaintReason, () => string])[] = [
  ['rights', m.complaint_reason_rights],
  ['privacy', m.complaint_reason_privacy],
  ['other', m.complaint_reason_other],
];

export function reasonName(reason: ComplaintReason): string {
  return complaintReasons.find(([its]) => its === reason)?.[1]() ?? '';
}
