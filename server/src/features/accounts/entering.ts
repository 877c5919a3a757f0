import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { InputOf, OutputOf } from '@hearth/shared/commands/define';
import type * as contract from '@hearth/shared/commands/accounts';
import { AppError } from '@hearth/shared/errors';
import { idFrom, personId } from '@hearth/shared/ids';
import type { Context } from '../../context.ts';
import { countTry, deleteCodesOf, insertCode, isInvited, takeByToken, useInvitation } from './code-store.ts';
import { codeLetter } from './mails.ts';
import { requireGoodName } from './names.ts';
import { hashPassword, isPassword, isWeakPassword } from './password.ts';
import { beginSession, hash } from './session.ts';
import { findByEmail, findPerson, insertPerson, type PersonRecord } from './store.ts';

type Entered = OutputOf<typeof contract.signIn>;

/** ASVS 6.5.5: what is sent by mail lasts ten minutes. */
const CODE_LASTS_MS = 10 * 60_000;
const MOST_TRIES = 5;

export async function signUp(context: Context, input: InputOf<typeof contract.signUp>): Promise<Entered> {
  const { house } = context;
  const { password, invitation, ...profile } = input;
  requireGoodName(input.name);
  if (password) requireStrong(password, input);
  const now = house.clock.now();
  if (house.config.joining === 'invitation' && !invitation) throw new AppError('invitation-needed');
  if (invitation && !(await isInvited(hash(invitation), now))) throw new AppError('invitation-used');

  const id = personId.parse(idFrom(context.commandId));
  const passwordHash = password ? await hashPassword(password) : null;
  const status = house.config.joining === 'approval' && !invitation ? 'waiting' : 'active';
  const isNew = await insertPerson({
    ...profile,
    id,
    passwordHash,
    status,
    bio: '',
    role: 'member',
    isDemo: false,
    joinedAt: now,
  });
  if (!isNew) return againOrTaken(context, input, id);
  if (invitation && !(await useInvitation(hash(invitation), now))) throw new AppError('invitation-used');
  // Without a password the address has to prove itself before anybody comes in by it.
  if (!password) return sendCode(context, await findPerson(id)).then(() => ({ outcome: 'waiting' }));
  return enter(context, await findPerson(id));
}

/** A retry of the same command finds its own account; another one finds the address taken. */
async function againOrTaken(
  context: Context,
  { email, password }: InputOf<typeof contract.signUp>,
  id: string,
): Promise<Entered> {
  const person = await findPerson(id);
  const isRetry =
    person?.email === email && password !== undefined && (await isPassword(password, person.passwordHash));
  if (!isRetry) throw new AppError('email-taken', { fields: { email: 'taken' } });
  return enter(context, person);
}

export async function signIn(context: Context, input: InputOf<typeof contract.signIn>): Promise<Entered> {
  await context.house.limiter.count('signIn', `e:${input.email}`);
  const person = await findByEmail(input.email);
  if (!(await isPassword(input.password, person?.passwordHash ?? null))) throw new AppError('sign-in-failed');
  return enter(context, person);
}

/** Answers alike, and as quickly, whether or not there is an account: the mail goes out after the answer. */
export async function requestCode(
  context: Context,
  input: InputOf<typeof contract.requestCode>,
): Promise<Record<string, never>> {
  const { house } = context;
  await house.limiter.count('mail', `e:${input.email}`);
  const person = await findByEmail(input.email);
  setImmediate(() => {
    sendCode(context, person).catch((error: unknown) => house.log.error({ error }, 'a code could not be sent'));
  });
  return {};
}

async function sendCode({ house }: Context, person: PersonRecord | null): Promise<void> {
  if (!person || person.status === 'closed') return;
  const token = randomBytes(32).toString('base64url');
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const endsAt = new Date(house.clock.now().getTime() + CODE_LASTS_MS);
  const row = {
    personId: person._id,
    email: person.email,
    codeHash: codeHash(house.secret, person.email, code),
    tries: 0,
    endsAt,
  };
  await insertCode({ _id: hash(token), ...row });
  const link = `${house.place.url}/sign-in/link?token=${token}`;
  const to = { name: person.name, address: person.email };
  await house.mailer.send({ to, ...codeLetter(person.locale, { link, code, name: person.name }) });
}

export async function redeemCode(context: Context, input: InputOf<typeof contract.redeemCode>): Promise<Entered> {
  const id = 'token' in input ? await personOfToken(context, input.token) : await personOfCode(context, input);
  if (!id) throw new AppError('code-failed');
  return enter(context, await findPerson(id));
}

async function personOfToken({ house }: Context, token: string): Promise<string | null> {
  const row = await takeByToken(hash(token), house.clock.now());
  if (row) await deleteCodesOf(row.email);
  return row?.personId ?? null;
}

async function personOfCode(
  { house }: Context,
  { email, code }: { email: string; code: string },
): Promise<string | null> {
  const row = await countTry(email, house.clock.now(), MOST_TRIES);
  if (!row || !isSame(row.codeHash, codeHash(house.secret, email, code))) return null;
  // The link of the same mail takes the row away in one step, so that of two uses only one gets in.
  const taken = await takeByToken(row._id, house.clock.now());
  if (taken) await deleteCodesOf(email);
  return taken?.personId ?? null;
}

/** Six digits are quickly tried out, so their hash is keyed. */
function codeHash(secret: string, email: string, code: string): string {
  return createHmac('sha256', secret).update(`code ${email} ${code}`).digest('hex');
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

export async function demoSignIn(context: Context, input: InputOf<typeof contract.demoSignIn>): Promise<Entered> {
  const person = context.house.isDemo ? await findPerson(input.personId) : null;
  if (!person?.isDemo) throw new AppError('no-such-thing');
  return enter(context, person);
}

async function enter({ house, origin }: Context, person: PersonRecord | null): Promise<Entered> {
  if (!person || person.status === 'closed') throw new AppError('account-closed');
  if (person.status === 'waiting') return { outcome: 'waiting' };
  await beginSession(house, person._id, origin);
  return { outcome: 'signed-in' };
}

export function requireStrong(password: string, about: Pick<PersonRecord, 'email' | 'name' | 'school'>): void {
  const known = [about.name, about.school, about.email.split('@')[0] ?? ''];
  if (isWeakPassword(password, known)) throw new AppError('weak-password', { fields: { password: 'weak' } });
}
