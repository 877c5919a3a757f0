import { commonError } from '@hearth/shared/kernel/errors';
import { requirePerson, type Context } from '../../request/context.ts';
import { deleteSessionsOf } from './session-store.ts';
import { forgetAddress } from './sign-up-store.ts';
import { beginErasing, findPerson, mayLeaveAdmins, type PersonRecord } from './store.ts';

export { forgetCookie } from './session.ts';
export { deletePerson, takeErasing } from './store.ts';

/** The account of whoever calls and names its address, or the refusal. */
export async function requireOwnAccount(context: Context, email: string): Promise<PersonRecord> {
  const person = await findPerson(requirePerson(context).actor.id);
  if (!person) throw commonError('sign-in-first');
  if (person.isDemo) throw commonError('not-allowed');
  if (person.email !== email) throw commonError('invalid-input', { fields: { email: 'not your address' } });
  return person;
}

/**
 * Closes an account that is to be erased: from here on nobody can sign in as them or find them, and a server will see to
 * the rest even if this process dies. Null where it is the only admin's: then it stays as it was.
 */
export async function closeForErasing(
  person: PersonRecord,
  words: 'keep' | 'remove',
  now: Date,
): Promise<PersonRecord | null> {
  if (!(await mayLeaveAdmins(person._id, now))) return null;
  await forgetAddress(person.email);
  const closed = await beginErasing(person._id, words, now);
  await deleteSessionsOf(person._id, null);
  return closed ?? person;
}
