import { isStaff } from '@hearth/shared/kernel/access';
import { heldBy } from '@hearth/shared/review/policy';
import { personIdOf, type Reader } from '../../request/context.ts';
import { findPerson } from '../accounts/access.ts';
import type { ReviewRecord } from './store.ts';

/**
 * Whether somebody may take over what somebody else is on at this moment: staff from whoever is not staff; and from each other what
 * cannot wait for a quarter of an hour.
 */
export async function mayTakeOver(
  { actor }: Pick<Reader, 'actor'>,
  { state, claim, reasons }: Pick<ReviewRecord, 'state' | 'claim' | 'reasons'>,
  now: Date,
): Promise<boolean> {
  const holder = heldBy(claim, now.getTime());
  if (state !== 'open' || !holder || !isStaff(actor) || holder.personId === personIdOf(actor)) return false;
  if (reasons.danger || reasons.child) return true;
  return (await findPerson(holder.personId))?.role === 'member';
}
