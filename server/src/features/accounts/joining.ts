import { createHmac, randomBytes } from 'node:crypto';
import { unanswered } from '@hearth/shared/accounts/budgets';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/accounts/commands';
import { accountError } from '@hearth/shared/accounts/errors';
import type { Context } from '../../request/context.ts';
import {
  deleteCodesOf,
  findInvitation,
  giveBackPlace,
  takePlace,
  type CodeRecord,
  type InvitationRecord,
} from './code-store.ts';
import { isSame, scheduleCode } from './codes.ts';
import { enter } from './enter.ts';
import { passwordIn } from './join-form.ts';
import { requireGoodName, requireGoodSchool, speaksForNetwork } from './names.ts';
import { hashPassword, requireStrong } from './password.ts';
import { hash } from './session.ts';
import { deleteSignUpsOf, findSignUp, keepSignUp, readSignUpsOf, type SignUpRecord } from './sign-up-store.ts';
import { tellJoined } from './welcome.ts';
import { findByEmail, findPerson, insertPerson, readStaff, type PersonRecord } from './store.ts';

/** Whoever has not read the mail by then begins again. */
const SIGN_UP_LASTS_MS = 24 * 3_600_000;

type Asked = OutputOf<typeof contract.signUp>;
type SignUp = InputOf<typeof contract.signUp>;
type Entered = OutputOf<typeof contract.redeemCode>;

/**
 * Keeps what somebody fills in who wants to join, and mails a code to the address: the account is opened when the code
 * comes back (docs/decisions/0012-addresses-are-proven-first.md). The answer is the same, and takes as long, whether or not
 * there is an account. Tried again under the same id it changes nothing.
 */
export async function signUp(context: Context, input: SignUp): Promise<Asked> {
  const { services } = context;
  const { password: typed, invitation: link, email, website = '', stamp, kept: before, ...profile } = input;
  requireGoodName(input.name);
  requireGoodSchool(input.school);
  const password = passwordIn(services, { stamp, password: typed, kept: before });
  if (password) requireStrong(password, input);
  const invitation = link ? await requireInvitation(context, hash(link)) : null;
  if (!invitation && services.config.joining === 'invitation') throw accountError('invitation-needed');

  const now = services.clock.now();
  const kept = await keepSignUp({
    _id: keyOf(context, email),
    personId: randomBytes(8).toString('hex'),
    email,
    profile,
    passwordHash: password ? await hashPassword(password) : null,
    invitationId: invitation?._id ?? null,
    ...(website.trim() !== '' && { isTrapped: true }),
    at: now,
    endsAt: new Date(now.getTime() + SIGN_UP_LASTS_MS),
  });
  const signUpToken = tokenOf(context, kept._id);
  const isMailed = link !== undefined && invitation?.mailedId === hash(link) && invitation.mailedTo === email;
  const person = isMailed ? await open(context, kept, signUpToken) : null;
  if (person) {
    const entered = await enter(context, person);
    await context.counter.settle(unanswered);
    return { ...entered, signUp: signUpToken };
  }
  // An invitation lasts for days and is passed on: it opens an account, and lets nobody into one that there is.
  await scheduleCode(context, email, kept);
  return { outcome: 'code-sent', signUp: signUpToken };
}

/** An invitation that is given counts even where none is needed: it spares the waiting. Its maker must still be staff. */
async function requireInvitation({ services }: Context, id: string): Promise<InvitationRecord> {
  const invitation = await findInvitation(id, services.clock.now());
  if (!invitation || invitation.usesLeft === 0 || !(await isByStaff(invitation))) throw accountError('invitation-used');
  return invitation;
}

async function isByStaff({ by }: InvitationRecord): Promise<boolean> {
  const maker = await findPerson(by);
  return maker?.status === 'active' && maker.role !== 'member';
}

/**
 * Opens the account that a code is for. Somebody else may have signed up with this address as well, and theirs may be the
 * latest mail: what counts is what was filled in by the browser that the code comes from.
 */
export async function openSignedUp(context: Context, { signUpId, email }: CodeRecord, token: string | undefined) {
  const pending = (await findOwn(context, email, token)) ?? (signUpId === null ? null : await findSignUp(signUpId));
  if (!pending) throw accountError('code-failed');
  const opened = await open(context, pending, token);
  // Another sign-up of the same address was quicker. Whoever reads its mail comes in there.
  const person = opened ?? (await findByEmail(email));
  const entered: Entered = await enter(context, person);
  const isEnded = hasLostPassword(pending, person) && entered.outcome === 'signed-in';
  return isEnded ? ({ outcome: 'password-ended' } as const) : entered;
}

async function findOwn(context: Context, email: string, token: string | undefined): Promise<SignUpRecord | null> {
  if (token === undefined) return null;
  const all = await readSignUpsOf(email, context.services.clock.now());
  return all.find(({ _id }) => isSame(token, tokenOf(context, _id))) ?? null;
}

/**
 * One decision, whoever comes how often at once: a sign-up has the number of its account from the beginning, so that place
 * and account are taken under it or not at all, and a place goes back only where there can be no account under it any more.
 * Null where the address has another account.
 */
async function open(context: Context, pending: SignUpRecord, token: string | undefined): Promise<PersonRecord | null> {
  const { services } = context;
  const { personId, email, profile, invitationId } = pending;
  if (invitationId) await requirePlace(context, invitationId, personId);
  // Somebody else may have signed up with this address: what they chose does not stand for whoever reads its mail.
  const isTheirs = token !== undefined && isSame(token, tokenOf(context, pending._id));
  const isHeld = speaksForNetwork(profile, await readStaff());
  // A false alarm waits, and locks nobody out.
  const isWaiting = isHeld || pending.isTrapped === true || (services.config.joining === 'approval' && !invitationId);
  await insertPerson({
    ...profile,
    email,
    id: personId,
    passwordHash: isTheirs ? pending.passwordHash : null,
    isProven: true,
    status: isWaiting ? 'waiting' : 'active',
    bio: '',
    role: 'member',
    isDemo: false,
    joinedAt: services.clock.now(),
    isUntold: true,
    ...(invitationId && { isInvited: true }),
  });
  const opened = await findPerson(personId);
  if (!opened && invitationId) await giveBackPlace(invitationId, personId);
  await deleteSignUpsOf(email);
  await deleteCodesOf(email);
  if (opened) await tellJoined(services, personId);
  return opened;
}

function hasLostPassword(pending: SignUpRecord, person: PersonRecord | null): boolean {
  return pending.passwordHash !== null && person?.passwordHash === null;
}

async function requirePlace({ services }: Context, invitationId: string, personId: string): Promise<void> {
  const invitation = await findInvitation(invitationId, services.clock.now());
  const isGood = invitation !== null && (await isByStaff(invitation));
  if (!isGood || !(await takePlace(invitationId, personId, services.clock.now())))
    throw accountError('invitation-used');
}

/**
 * Known to nobody who does not know the command's id and the secret. Of the address too: whether a sign-up of somebody else's
 * is still there cannot be found out by another one under its id.
 */
function keyOf({ services, commandId }: Context, email: string): string {
  return createHmac('sha256', services.secret).update(`sign-up ${commandId} ${email}`).digest('base64url');
}

function tokenOf({ services }: Context, signUpId: string): string {
  return createHmac('sha256', services.secret).update(`signed up ${signUpId}`).digest('base64url');
}
