import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { personId as personIdRule, type PersonId } from '@hearth/shared/kernel/ids';

/** Who asked, as it is kept: both parts are nothing to whoever has the store without the server's secret (promise L12). */
export interface Sealed {
  /** By this the asker is known again: only with their id it can be made. */
  readonly tag: string;
  /** Their id, encrypted. */
  readonly sealed: string;
}

/** The same person's questions have nothing in common: both parts depend on the question. */
export function seal(secret: string, askerId: string, personId: string): Sealed {
  return { tag: tagOf(secret, askerId, personId), sealed: hide(secret, askerId, personId) };
}

/** In the place of both: nobody's, and not to be told from any other. */
export function nobody(): Sealed {
  return { tag: randomBytes(32).toString('base64url'), sealed: nothing() };
}

/** The same length as an id that is hidden. */
export function nothing(): string {
  return randomBytes(IV + AUTH + ID_LENGTH).toString('base64url');
}

/** Null where it is nobody's any more. */
export function unseal(secret: string, askerId: string, { sealed }: Sealed): PersonId | null {
  const id = reveal(secret, askerId, sealed);
  return id === null ? null : personIdRule.parse(id);
}

/** An id, encrypted so that it opens in one place only. */
export function hide(secret: string, place: string, id: string): string {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv).setAAD(Buffer.from(place));
  const hidden = Buffer.concat([cipher.update(id, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString('base64url');
}

/** Null where nothing was hidden in that place. */
export function reveal(secret: string, place: string, hidden: string): string | null {
  const bytes = Buffer.from(hidden, 'base64url');
  const [iv, auth, id] = [bytes.subarray(0, IV), bytes.subarray(IV, IV + AUTH), bytes.subarray(IV + AUTH)];
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), iv).setAAD(Buffer.from(place)).setAuthTag(auth);
    return Buffer.concat([decipher.update(id), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

export function isTheirs(secret: string, askerId: string, { tag }: Sealed, personId: string): boolean {
  const mine = Buffer.from(tagOf(secret, askerId, personId));
  const its = Buffer.from(tag);
  return mine.length === its.length && timingSafeEqual(mine, its);
}

const IV = 12;
const AUTH = 16;
const ID_LENGTH = 16;

function keyOf(secret: string): Buffer {
  return createHmac('sha256', secret).update('anonymous askers').digest();
}

function tagOf(secret: string, askerId: string, personId: string): string {
  return markOf(secret, `asker ${askerId} ${personId}`);
}

/** The same for the same words, and nothing to whoever has not the server's secret. */
export function markOf(secret: string, words: string): string {
  return createHmac('sha256', secret).update(words).digest('base64url');
}
