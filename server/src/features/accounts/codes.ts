import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { setImmediate as soon } from 'node:timers/promises';
import type { House } from '../../house.ts';
import { countTry, deleteCodesOf, findPersonByToken, insertCode, takeByToken } from './code-store.ts';
import { codeLetter } from './mails.ts';
import { hash } from './session.ts';
import { findByEmail, findPerson, type PersonRecord } from './store.ts';

/** ASVS 6.5.5: what is sent by mail lasts ten minutes. */
const CODE_LASTS_MS = 10 * 60_000;
const MOST_TRIES = 5;

/**
 * Makes a link and six digits for somebody and mails them, after the answer: nobody waits for a mail server, and the time
 * an answer takes does not tell whether there is an account.
 */
export function sendCodeLater(house: House, person: PersonRecord | null): void {
  const sent = soon().then(() => sendCode(house, person));
  house.afterwards.add(sent.catch((error: unknown) => house.log.error({ error }, 'a code could not be sent')));
}

async function sendCode(house: House, person: PersonRecord | null): Promise<void> {
  if (!person || person.status === 'closed') return;
  const { _id: personId, email, name, locale } = person;
  const token = randomBytes(32).toString('base64url');
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const endsAt = new Date(house.clock.now().getTime() + CODE_LASTS_MS);
  const codeHash = keyedHash(house.secret, email, code);
  await insertCode({ _id: hash(token), personId, email, codeHash, tries: 0, endsAt });
  const link = `${house.place.url}/sign-in/link?token=${token}`;
  await house.mailer.send({ to: { name, address: email }, ...codeLetter(locale, { link, code, name }) });
}

/** The account a link or an address leads to, before the link or the code is used. */
export async function findAddressed(input: { token: string } | { email: string }): Promise<PersonRecord | null> {
  if ('email' in input) return findByEmail(input.email);
  const id = await findPersonByToken(hash(input.token));
  return id === null ? null : findPerson(id);
}

/** Whose link this was; null when it was used, has ended or never was. */
export async function personOfToken({ clock }: House, token: string): Promise<string | null> {
  const row = await takeByToken(hash(token), clock.now());
  if (row) await deleteCodesOf(row.email);
  return row?.personId ?? null;
}

/** Whose six digits these were; null when they are wrong, were used, have ended, or were tried too often. */
export async function personOfCode({ clock, secret }: House, email: string, code: string): Promise<string | null> {
  const row = await countTry(email, clock.now(), MOST_TRIES);
  if (!row || !isSame(row.codeHash, keyedHash(secret, email, code))) return null;
  // The link of the same mail takes the row away in one step, so that of two uses only one gets in.
  const taken = await takeByToken(row._id, clock.now());
  if (taken) await deleteCodesOf(email);
  return taken?.personId ?? null;
}

/** Six digits are quickly tried out, so their hash is keyed. */
function keyedHash(secret: string, email: string, code: string): string {
  return createHmac('sha256', secret).update(`code ${email} ${code}`).digest('hex');
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
