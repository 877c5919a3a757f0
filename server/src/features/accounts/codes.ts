import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { Language } from '@hearth/shared/accounts/entity';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import { mailing } from '../../jobs/mailing.ts';
import type { Context } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { countTry, deleteCodesOf, findByToken, insertCode, takeByToken, type CodeRecord } from './code-store.ts';
import { codeLetter, type Asked } from './mails.ts';
import { hash } from './session.ts';
import { findLatestSignUp, findSignUp, type SignUpRecord } from './sign-up-store.ts';
import { findByEmail, findPerson, type PersonRecord } from './store.ts';

/** ASVS 6.5.5: what is sent by mail lasts ten minutes. */
const CODE_LASTS_MS = 10 * 60_000;
const MOST_TRIES = 5;

const asked = z.object({ email: z.string(), signUpId: z.string().nullable() });

/**
 * Makes a link and six digits for an address and mails them. Each try makes new ones: what lets somebody in is in the mail
 * alone, never in the store.
 */
export const sendCode: Job<z.infer<typeof asked>> = {
  ...mailing,
  name: 'account.mail-code',
  input: asked,
  atOnce: 16,
  async run(services, { email, signUpId }) {
    const person = await findByEmail(email);
    if (person && person.status !== 'closed') {
      // Whose address it is is only claimed until it is proven, and so is the name.
      const name = person.isProven ? person.name : '';
      await mailCode(services, { personId: person._id, signUpId: null, email }, person.locale, {
        name,
        asked: signUpId === null ? 'sign-in' : 'sign-up-again',
      });
      return;
    }
    const pending = person ? null : await findPending(services, email, signUpId);
    // Kept for nobody, and mailed to nobody: a wrong code is as much work whether or not there is an account.
    if (!pending) return void (await keepCode(services, { personId: null, signUpId: null, email }));
    const whose = { personId: null, signUpId: pending._id, email };
    await mailCode(services, whose, pending.profile.locale, { name: '', asked: 'sign-up' });
  },
};

async function findPending({ clock }: Services, email: string, signUpId: string | null): Promise<SignUpRecord | null> {
  const own = signUpId === null ? null : await findSignUp(signUpId);
  return own ?? findLatestSignUp(email, clock.now());
}

/**
 * Has a code mailed after the answer, once for each command: nobody waits for a mail server, and the time an answer takes
 * does not tell whether there is an account. `signUp` is what the mail answers, if it is one: where there is an account
 * already its owner is told so. Whoever has not got it while a code lasts does not wait for it any more.
 */
export async function scheduleCode(
  { services, commandId }: Pick<Context, 'services' | 'commandId'>,
  email: string,
  signUp: SignUpRecord | null = null,
): Promise<void> {
  const { jobs, clock, secret } = services;
  await jobs.schedule(sendCode, {
    key: createHmac('sha256', secret).update(`mail ${commandId} ${email}`).digest('base64url'),
    input: { email, signUpId: signUp?._id ?? null },
    endsAt: new Date(clock.now().getTime() + CODE_LASTS_MS),
    about: email,
  });
}

type For = Pick<CodeRecord, 'personId' | 'signUpId' | 'email'>;

async function mailCode(
  services: Services,
  whose: For,
  locale: Language,
  about: { readonly name: string; readonly asked: Asked },
): Promise<void> {
  const { token, code } = await keepCode(services, whose);
  const link = `${services.baseUrl.url}/sign-in/link?token=${token}`;
  await services.mailer.send({
    to: { name: about.name, address: whose.email },
    ...codeLetter(locale, { link, code, ...about }),
  });
}

async function keepCode({ clock, secret }: Services, whose: For): Promise<{ token: string; code: string }> {
  const token = randomBytes(32).toString('base64url');
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const endsAt = new Date(clock.now().getTime() + CODE_LASTS_MS);
  const codeHash = keyedHash(secret, whose.email, code);
  await insertCode({ _id: hash(token), ...whose, codeHash, tries: 0, endsAt });
  return { token, code };
}

/** The account a link or an address leads to, before the link or the code is used; null where it opens one. */
export async function findAddressed(input: { token: string } | { email: string }): Promise<PersonRecord | null> {
  if ('email' in input) return findByEmail(input.email);
  const id = (await findByToken(hash(input.token)))?.personId;
  return id ? findPerson(id) : null;
}

/** What this link was for; null when it was used, has ended or never was. */
export async function takeLink({ clock }: Services, token: string): Promise<CodeRecord | null> {
  const row = await takeByToken(hash(token), clock.now());
  if (row) await deleteCodesOf(row.email);
  return row;
}

/** What these six digits were for; null when they are wrong, were used, have ended, or were tried too often. */
export async function takeCode({ clock, secret }: Services, email: string, code: string): Promise<CodeRecord | null> {
  const row = await countTry(email, clock.now(), MOST_TRIES);
  if (!row || !isSame(row.codeHash, keyedHash(secret, email, code))) return null;
  // The link of the same mail takes the row away in one step, so that of two uses only one gets in.
  const taken = await takeByToken(row._id, clock.now());
  if (taken) await deleteCodesOf(email);
  return taken;
}

/** Six digits are quickly tried out, so their hash is keyed. */
function keyedHash(secret: string, email: string, code: string): string {
  return createHmac('sha256', secret).update(`code ${email} ${code}`).digest('hex');
}

export function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
