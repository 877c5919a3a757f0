import { isStaff } from '@hearth/shared/kernel/access';
import { commonError } from '@hearth/shared/kernel/errors';
import { sanctionError } from '@hearth/shared/sanctions/errors';
import { maySanction } from '@hearth/shared/sanctions/policy';
import { requirePerson, type Context } from '../../request/context.ts';
import { findPerson, type PersonRecord } from '../accounts/access.ts';
import type { SanctionRecord, StandingRecord } from './store.ts';

/** Whoever looks after the network; board moderators look after what is written on their boards. */
export function requireModerator(context: Context) {
  const person = requirePerson(context);
  if (!isStaff(person.actor)) throw commonError('not-allowed');
  return person;
}

/** Somebody about whom the caller may decide. */
export async function requireSubject(context: Context, personId: string): Promise<PersonRecord> {
  const { actor } = requireModerator(context);
  const person = await findPerson(personId);
  if (person?.status !== 'active') throw commonError('no-such-thing');
  if (person._id === actor.id) throw sanctionError('not-oneself');
  if (!maySanction(actor, { id: person._id, role: person.role })) throw commonError('not-allowed');
  return person;
}

export function requireSanction({ sanctions }: StandingRecord, id: string): SanctionRecord {
  const found = sanctions.find((one) => one.id === id);
  if (!found) throw commonError('no-such-thing');
  return found;
}

/** The list with one of them changed. */
export function withSanction({ sanctions }: StandingRecord, changed: SanctionRecord): SanctionRecord[] {
  return sanctions.map((one) => (one.id === changed.id ? changed : one));
}
