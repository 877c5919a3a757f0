import { createHmac, randomBytes } from 'node:crypto';
import type { InputOf, OutputOf } from '@hearth/shared/commands/define';
import type * as contract from '@hearth/shared/commands/accounts';
import { AppError } from '@hearth/shared/errors';
import type { Context } from '../../context.ts';
import {
  deleteCodesOf,
  findInvitation,
  giveBackPlace,
  takePlace,
  type CodeRecord,
  type InvitationRecord,
} from './code-store.ts';
import { isSame, sendCodeLater } from './codes.ts';
import { enter } from './enter.ts';
import { requireGoodName, requireGoodSchool, speaksForNetwork } from './names.ts';
import { hashPassword, requireStrong } from './password.ts';
import { hash } from './session.ts';
import { deleteSignUpsOf, findSignUp, keepSignUp, type SignUpRecord } from './sign-up-store.ts';
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
  const { house } = context;
  const { password, invitation: link, email, ...profile } = input;
  requireGoodName(input.name);
  requireGoodSchool(input.school);
  if (password) requireStrong(password, input);
  const invitation = link ? await requireInvitation(context, hash(link)) : null;
  if (!invitation && house.config.joining === 'invitation') throw new AppError('invitation-needed');

  const now = house.clock.now();
  const kept = await keepSignUp({
    _id: keyOf(context),
    personId: randomBytes(8).toString('hex'),
    email,
    profile,
    passwordHash: password ? await hashPassword(password) : null,
    invitationId: invitation?._id ?? null,
    at: now,
    endsAt: new Date(now.getTime() + SIGN_UP_LASTS_MS),
  });
  const signUpToken = tokenOf(context, kept._id);
  // Somebody else's words under the same id are not what this one asked for, and are not touched.
  if (kept.email !== email) return { outcome: 'code-sent', signUp: signUpToken };
  if (link && invitation?.mailedId === hash(link) && invitation.mailedTo === email) {
    await context.counter.settle('unanswered');
    return { ...(await open(context, kept, signUpToken)), signUp: signUpToken };
  }
  sendCodeLater(house, email, kept);
  return { outcome: 'code-sent', signUp: signUpToken };
}

/** An invitation that is given counts even where none is needed: it spares the waiting. Its maker must still be staff. */
async function requireInvitation({ house }: Context, id: string): Promise<InvitationRecord> {
  const invitation = await findInvitation(id, house.clock.now());
  if (!invitation || invitation.usesLeft === 0 || !(await isByStaff(invitation))) throw new AppError('invitation-used');
  return invitation;
}

async function isByStaff({ by }: InvitationRecord): Promise<boolean> {
  const maker = await findPerson(by);
  return maker?.status === 'active' && maker.role !== 'member';
}

/** Opens the account that a code is for. */
export async function openSignedUp(context: Context, { signUpId }: CodeRecord, token: string | undefined) {
  const pending = signUpId === null ? null : await findSignUp(signUpId);
  if (!pending) throw new AppError('code-failed');
  return open(context, pending, token);
}

/**
 * One decision, whoever comes how often at once: a sign-up has the number of its account from the beginning, so that place
 * and account are taken under it or not at all, and a place goes back only where there can be no account under it any more.
 */
async function open(context: Context, pending: SignUpRecord, token: string | undefined): Promise<Entered> {
  const { house } = context;
  const { personId, email, profile, invitationId } = pending;
  if (invitationId) await requirePlace(context, invitationId, personId);
  // Somebody else may have signed up with this address: what they chose does not stand for whoever reads its mail.
  const isTheirs = token !== undefined && isSame(token, tokenOf(context, pending._id));
  const isHeld = speaksForNetwork(profile, await readStaff());
  const isWaiting = isHeld || (house.config.joining === 'approval' && !invitationId);
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
    joinedAt: house.clock.now(),
  });
  const opened = await findPerson(personId);
  // Another sign-up of the same address was quicker. Whoever reads its mail comes in there.
  if (!opened && invitationId) await giveBackPlace(invitationId, personId);
  const person = opened ?? (await findByEmail(email));
  await deleteSignUpsOf(email);
  await deleteCodesOf(email);
  const entered = await enter(context, person);
  return hasLostPassword(pending, person) && entered.outcome === 'signed-in' ? { outcome: 'password-ended' } : entered;
}

function hasLostPassword(pending: SignUpRecord, person: PersonRecord | null): boolean {
  return pending.passwordHash !== null && person?.passwordHash === null;
}

async function requirePlace({ house }: Context, invitationId: string, personId: string): Promise<void> {
  const invitation = await findInvitation(invitationId, house.clock.now());
  const isGood = invitation !== null && (await isByStaff(invitation));
  if (!isGood || !(await takePlace(invitationId, personId, house.clock.now()))) throw new AppError('invitation-used');
}

/** Known to nobody who does not know the command's id and the secret. */
function keyOf({ house, commandId }: Context): string {
  return createHmac('sha256', house.secret).update(`sign-up ${commandId}`).digest('base64url');
}

function tokenOf({ house }: Context, signUpId: string): string {
  return createHmac('sha256', house.secret).update(`signed up ${signUpId}`).digest('base64url');
}
