import { digits, linksInstead, passwords, passwordsOfRange, unanswered } from '@hearth/shared/accounts/budgets';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/accounts/commands';
import { accountError } from '@hearth/shared/accounts/errors';
import { commonError } from '@hearth/shared/kernel/errors';
import type { Context } from '../../request/context.ts';
import { findAddressed, scheduleCode, takeCode, takeLink } from './codes.ts';
import { isPassword } from './password.ts';
import { enter } from './enter.ts';
import { openSignedUp } from './joining.ts';
import { deleteSessionsOf } from './session-store.ts';
import { findByEmail, findPerson, setPasswordHash, setProven, type PersonRecord } from './store.ts';

type Entered = OutputOf<typeof contract.redeemCode>;

type SignIn = typeof contract.signIn;

export async function signIn(context: Context, input: InputOf<SignIn>): Promise<OutputOf<SignIn>> {
  const { counter } = context;
  if (counter.isSpent(passwords) || counter.isSpent(passwordsOfRange)) return sendLinkInstead(context, input.email);
  const person = await findByEmail(input.email);
  if (!(await isPassword(input.password, person?.passwordHash ?? null))) throw accountError('sign-in-failed');
  return enter(context, person);
}

/**
 * Where too many passwords were tried, a right one is not looked at any more: its owner comes in by mail. The same answer
 * for everybody, also when the last link went out minutes ago, or there is no account. It is one mail to a mailbox in a
 * quarter of an hour, and of no range's budget: whoever has used that up must not keep the neighbours out.
 */
async function sendLinkInstead(context: Context, email: string): Promise<OutputOf<SignIn>> {
  if (await context.counter.may(linksInstead)) await scheduleCode(context, email);
  return { outcome: 'link-sent' };
}

/** Answers alike, and as quickly, whether or not there is an account. */
export async function requestCode(
  context: Context,
  input: InputOf<typeof contract.requestCode>,
): Promise<OutputOf<typeof contract.requestCode>> {
  await scheduleCode(context, input.email);
  return {};
}

export async function redeemCode(context: Context, input: InputOf<typeof contract.redeemCode>): Promise<Entered> {
  const { services } = context;
  // A password that is changed from here on ends this code, or the session that comes of it.
  const person = await findAddressed(input);
  const used =
    'token' in input ? await takeLink(services, input.token) : await takeCode(services, input.email, input.code);
  // The tries are the mailbox's, so their number is the same whether or not there is an account.
  if (!used && 'email' in input)
    throw accountError('code-failed', { params: { left: await context.counter.left(digits) } });
  if (!used) throw accountError('code-failed');
  await context.counter.settle(unanswered);
  if (used.signUpId !== null) return openSignedUp(context, used, input.signUp);
  if (!person || person._id !== used.personId) throw accountError('code-failed');
  return person.isProven ? enter(context, person) : proveAddress(context, person);
}

/**
 * Accounts of earlier versions were opened by whoever named an address. Whoever reads its mail is its owner, and with the
 * first mail that is answered whatever anybody else came in by ends; but for the password of somebody who is signed in here
 * and reads the mail as well. Said last, so that after a fault the next mail does it again.
 */
async function proveAddress(context: Context, person: PersonRecord): Promise<Entered> {
  const { actor, services } = context;
  const isSignedIn = actor.kind === 'person' && actor.id === person._id;
  const passwordHash = isSignedIn ? person.passwordHash : null;
  if (!isSignedIn) await setPasswordHash(person._id, null);
  await deleteSessionsOf(person._id, null);
  await setProven(person._id);
  services.streams.pubSub.publish({ kind: 'access', personId: person._id });
  const entered = await enter(context, { ...person, passwordHash });
  return passwordHash !== person.passwordHash && entered.outcome === 'signed-in'
    ? { outcome: 'password-ended' }
    : entered;
}

export async function demoSignIn(context: Context, input: InputOf<typeof contract.demoSignIn>): Promise<Entered> {
  const person = context.services.isDemo ? await findPerson(input.personId) : null;
  if (!person?.isDemo) throw commonError('no-such-thing');
  return enter(context, person);
}
