import { passwords } from '@hearth/shared/accounts/budgets';
import type { InputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/accounts/commands';
import type { Me } from '@hearth/shared/accounts/entity';
import { accountError } from '@hearth/shared/accounts/errors';
import { commonError } from '@hearth/shared/kernel/errors';
import { isStaff } from '@hearth/shared/kernel/access';
import { requirePerson, type Context } from '../../request/context.ts';
import { deleteCodesOf } from './code-store.ts';
import { tellOwnAccount } from './own.ts';
import { requireGoodName, requireGoodSchool, speaksForNetwork } from './names.ts';
import { hashPassword, isPassword, requireStrong } from './password.ts';
import { presentMe } from './present.ts';
import { beginSessionAs, forgetCookie } from './session.ts';
import { deleteByHandle, deleteSession, deleteSessionsOf } from './session-store.ts';
import { findPerson, readStaff, replacePasswordHash, setProfile } from './store.ts';

type Done = Record<string, never>;

export async function signOut(context: Context): Promise<Done> {
  const { visitor, services, origin } = context;
  if ('sessionId' in visitor) await deleteSession(visitor.sessionId);
  forgetCookie(services, origin);
  tellChange(context);
  return {};
}

export async function signOutEverywhere(context: Context): Promise<Done> {
  const { actor } = requirePerson(context);
  await deleteSessionsOf(actor.id, null);
  forgetCookie(context.services, context.origin);
  tellChange(context);
  return {};
}

export async function endSession(context: Context, { sessionId }: InputOf<typeof contract.endSession>): Promise<Done> {
  const { actor } = requirePerson(context);
  await deleteByHandle(actor.id, sessionId);
  tellChange(context);
  return {};
}

/** Ends all other sessions, and goes on under a new one. */
export async function setPassword(
  context: Context,
  { current, next }: InputOf<typeof contract.setPassword>,
): Promise<Done> {
  const { actor } = requirePerson(context);
  const person = await findPerson(actor.id);
  if (!person) throw commonError('sign-in-first');
  if (person.passwordHash !== null) context.counter.require(passwords);
  const isOwner = person.passwordHash === null || (await isPassword(current ?? '', person.passwordHash));
  // Tried again after it was done already: the present password is the wanted one. What follows may not be done yet.
  const isSet = !isOwner && (await isPassword(next, person.passwordHash));
  if (!isOwner && !isSet) throw accountError('sign-in-failed', { fields: { current: 'wrong' } });
  let { passwordHash } = person;
  if (!isSet) {
    requireStrong(next, person);
    passwordHash = await hashPassword(next);
    // Not over a change that came between: an address that has proved itself ends what was claimed before.
    if (!(await replacePasswordHash(actor.id, person.passwordHash, passwordHash))) throw accountError('sign-in-failed');
  }
  // A mail that somebody else got hold of must not outlive the change.
  await deleteCodesOf(person.email);
  const keepsCookie = context.origin.setCookie === null;
  await deleteSessionsOf(actor.id, keepsCookie ? requirePerson(context).sessionId : null);
  if (!keepsCookie && !(await beginSessionAs(context.services, { ...person, passwordHash }, context.origin)))
    throw accountError('sign-in-failed');
  tellChange(context);
  return {};
}

export async function editProfile(context: Context, input: InputOf<typeof contract.editProfile>): Promise<Me> {
  const { actor } = requirePerson(context);
  requireGoodName(input.name);
  requireGoodSchool(input.school);
  if (!isStaff(actor)) await requireOwnName(actor.id, input);
  const person = await setProfile(actor.id, input);
  if (!person) throw commonError('sign-in-first');
  tellChange(context);
  return presentMe(person);
}

/** What somebody has said welcome to, or was there before anybody of the staff was called so, stays as it is. */
async function requireOwnName(id: string, wanted: { readonly name: string; readonly school: string }): Promise<void> {
  const before = await findPerson(id);
  if (before?.name === wanted.name && before.school === wanted.school) return;
  const staff = await readStaff();
  for (const field of ['name', 'school'] as const) {
    const changed = { name: '', school: '', [field]: wanted[field] };
    if (before?.[field] !== wanted[field] && speaksForNetwork(changed, staff))
      throw commonError('invalid-input', { fields: { [field]: 'reserved' } });
  }
}

/** After the write: every open connection of the caller is looked at again, in every process, and their pages are told. */
function tellChange(context: Context): void {
  const { services, actor } = context;
  if (actor.kind !== 'person') return;
  services.streams.pubSub.publish({ kind: 'access', personId: actor.id });
  tellOwnAccount(context, actor.id);
}
