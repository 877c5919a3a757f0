import type { InputOf } from '@hearth/shared/commands/define';
import type * as contract from '@hearth/shared/commands/accounts';
import { AppError } from '@hearth/shared/errors';
import { requirePerson, type Context } from '../../context.ts';
import { forgetCookie } from '../accounts/session.ts';
import { deleteSessionsOf } from '../accounts/session-store.ts';
import { beginErasing, countAdmins, findPerson } from '../accounts/store.ts';
import { finishErasing } from './erase.ts';

/**
 * Erases the caller's account. From the first write on nobody can sign in as them or find them; the rest follows here,
 * and after a crash at the next start (`finishAllErasing`).
 */
export async function erase(
  context: Context,
  { email, words }: InputOf<typeof contract.erase>,
): Promise<Record<string, never>> {
  const { actor } = requirePerson(context);
  const { house, origin } = context;
  const person = await findPerson(actor.id);
  if (!person) throw new AppError('sign-in-first');
  if (person.isDemo) throw new AppError('not-allowed');
  if (person.email !== email) throw new AppError('invalid-input', { fields: { email: 'not your address' } });
  if (person.role === 'admin' && (await countAdmins()) <= 1) throw new AppError('last-admin');

  await beginErasing(person._id, words);
  await deleteSessionsOf(person._id, null);
  forgetCookie(house, origin);
  house.streams.bell.ring({ kind: 'access', personId: person._id });
  await finishErasing(house, { personId: actor.id, words });
  return {};
}
