import type { InputOf, OutputOf } from '@hearth/shared/commands/define';
import type * as contract from '@hearth/shared/commands/accounts';
import { AppError } from '@hearth/shared/errors';
import { idFrom, personId } from '@hearth/shared/ids';
import type { Context } from '../../context.ts';
import { giveBackPlace, takePlace } from './code-store.ts';
import { findAddressed, personOfCode, personOfToken, sendCodeLater } from './codes.ts';
import { requireGoodName, requireGoodSchool } from './names.ts';
import { hashPassword, isPassword, requireStrong } from './password.ts';
import { beginSessionAs, hash } from './session.ts';
import { deleteSessionsOf } from './session-store.ts';
import { findByEmail, findPerson, insertPerson, setPasswordHash, setProven, type PersonRecord } from './store.ts';

type Entered = OutputOf<typeof contract.signUp>;
type SignUp = InputOf<typeof contract.signUp>;

export async function signUp(context: Context, input: SignUp): Promise<Entered> {
  const { house } = context;
  const { password, invitation, ...profile } = input;
  requireGoodName(input.name);
  requireGoodSchool(input.school);
  if (password) requireStrong(password, input);

  const id = personId.parse(idFrom(context.commandId));
  const held = await findPerson(id);
  if (held) return enterAgain(context, input, held);
  await requirePlace(context, invitation, id);
  const isNew = await insertPerson({
    ...profile,
    id,
    passwordHash: password ? await hashPassword(password) : null,
    status: house.config.joining === 'approval' && !invitation ? 'waiting' : 'active',
    bio: '',
    role: 'member',
    isDemo: false,
    joinedAt: house.clock.now(),
  });
  const person = await findPerson(id);
  if (!isNew && person) return enterAgain(context, input, person);
  if (!isNew) {
    if (invitation) await giveBackPlace(hash(invitation), id);
    throw new AppError('email-taken', { fields: { email: 'taken' } });
  }
  // Without a password the address has to prove itself before anybody comes in by it.
  if (!password) return sendCodeInstead(context, person);
  return enter(context, person);
}

/** An invitation that is given counts even where none is needed: it spares the waiting. */
async function requirePlace({ house }: Context, invitation: string | undefined, id: string): Promise<void> {
  if (!invitation && house.config.joining === 'invitation') throw new AppError('invitation-needed');
  if (invitation && !(await takePlace(hash(invitation), id, house.clock.now()))) throw new AppError('invitation-used');
}

/** A retry of the same command finds its own account; whoever else comes with its id finds the address taken. */
async function enterAgain(context: Context, { email, password }: SignUp, person: PersonRecord): Promise<Entered> {
  // Ids are known to others, so this is one more place where passwords could be tried out. Counted for the address that
  // was given: whoever knows the id alone must not spend its owner's tries.
  if (!(await context.counter.may('passwords'))) context.counter.require('passwords');
  const isTheirs = person.email === email;
  // As much work either way, or the time would tell whose address it is.
  const isSame = password
    ? await isPassword(password, isTheirs ? person.passwordHash : null)
    : isTheirs && person.passwordHash === null;
  if (!isSame) throw new AppError('email-taken', { fields: { email: 'taken' } });
  return password ? enter(context, person) : sendCodeInstead(context, person);
}

function sendCodeInstead({ house }: Context, person: PersonRecord | null): Entered {
  sendCodeLater(house, person);
  return { outcome: 'waiting' };
}

type SignIn = typeof contract.signIn;

export async function signIn(context: Context, input: InputOf<SignIn>): Promise<OutputOf<SignIn>> {
  const { counter } = context;
  if (counter.isSpent('passwords') || counter.isSpent('passwordsOfRange')) return sendLinkInstead(context, input.email);
  const person = await findByEmail(input.email);
  if (!(await isPassword(input.password, person?.passwordHash ?? null))) throw new AppError('sign-in-failed');
  return enter(context, person);
}

/**
 * Where too many passwords were tried, a right one is not looked at any more: its owner comes in by mail. The same answer
 * for everybody, also when the last link went out minutes ago, or there is no account.
 */
async function sendLinkInstead({ house, counter }: Context, email: string): Promise<OutputOf<SignIn>> {
  if ((await counter.may('linksInstead')) && (await counter.may('unanswered')))
    sendCodeLater(house, await findByEmail(email));
  return { outcome: 'link-sent' };
}

/** Answers alike, and as quickly, whether or not there is an account. */
export async function requestCode(
  { house }: Context,
  input: InputOf<typeof contract.requestCode>,
): Promise<OutputOf<typeof contract.requestCode>> {
  sendCodeLater(house, await findByEmail(input.email));
  return {};
}

export async function redeemCode(context: Context, input: InputOf<typeof contract.redeemCode>): Promise<Entered> {
  const { house } = context;
  // A password that is changed from here on ends this code, or the session that comes of it.
  const person = await findAddressed(input);
  const id =
    'token' in input ? await personOfToken(house, input.token) : await personOfCode(house, input.email, input.code);
  if (!person || person._id !== id) throw new AppError('code-failed');
  await context.counter.settle('unanswered');
  if (person.isProven) return enter(context, person);
  await proveAddress(house, person);
  const entered = await enter(context, { ...person, passwordHash: null });
  return person.passwordHash !== null && entered.outcome === 'signed-in' ? { outcome: 'password-ended' } : entered;
}

/**
 * Anybody can open an account under somebody else's address. Whoever reads its mail is its owner, and with the first mail
 * that is answered whatever anybody else came in by ends. Said last, so that after a fault the next mail does it again.
 */
async function proveAddress({ streams }: Context['house'], person: PersonRecord): Promise<void> {
  await setPasswordHash(person._id, null);
  await deleteSessionsOf(person._id, null);
  await setProven(person._id);
  streams.bell.ring({ kind: 'access', personId: person._id });
}

export async function demoSignIn(context: Context, input: InputOf<typeof contract.demoSignIn>): Promise<Entered> {
  const person = context.house.isDemo ? await findPerson(input.personId) : null;
  if (!person?.isDemo) throw new AppError('no-such-thing');
  return enter(context, person);
}

async function enter({ house, origin }: Context, person: PersonRecord | null): Promise<Entered> {
  if (!person || person.status === 'closed') throw new AppError('account-closed');
  if (person.status === 'waiting') return { outcome: 'waiting' };
  if (!(await beginSessionAs(house, person, origin))) throw new AppError('sign-in-failed');
  return { outcome: 'signed-in' };
}
