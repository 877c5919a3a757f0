import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { accountError } from '@hearth/shared/accounts/errors';
import type { Services } from '../../services.ts';
import { isSame } from './codes.ts';

type Parts = Pick<Services, 'secret' | 'clock' | 'config'>;

/** Whoever leaves it open for longer presses once more. */
const LASTS_MS = 24 * 3_600_000;
const [ALGORITHM, IV, TAG] = ['aes-256-gcm', 12, 16] as const;

/** Says when a form was given out; we alone can make one, and nothing is stored. */
export function stampNow({ secret, clock }: Pick<Parts, 'secret' | 'clock'>): string {
  return signed(secret, clock.now().getTime().toString(36));
}

function signed(secret: string, at: string): string {
  return `${at}.${createHmac('sha256', secret).update(`join form ${at}`).digest('base64url')}`;
}

/** When it was given out; null for what is none of ours, or lasts no more. */
function givenAt({ secret, clock }: Parts, stamp: string): number | null {
  const [at = ''] = stamp.split('.');
  if (!isSame(stamp, signed(secret, at))) return null;
  const time = Number.parseInt(at, 36);
  return clock.now().getTime() - time < LASTS_MS ? time : null;
}

interface Brought {
  readonly stamp?: string | undefined;
  readonly password?: string | undefined;
  readonly kept?: string | undefined;
}

/**
 * The password that a form brought, or kept while it was asked for once more. Refuses what came back too soon: no person is turned
 * away by it, as the same form passes a moment later.
 */
export function passwordIn(parts: Parts, { stamp, password, kept }: Brought): string | undefined {
  const given = password ?? (kept ? unsealed(parts.secret, kept) : undefined);
  if (stamp === undefined || parts.config.joinSeconds === 0) return given;
  const at = givenAt(parts, stamp);
  if (at !== null && parts.clock.now().getTime() - at >= parts.config.joinSeconds * 1_000) return given;
  const params = { stamp: at === null ? stampNow(parts) : stamp, kept: given ? sealed(parts.secret, given) : '' };
  throw accountError('too-quick', { params });
}

/** No page has a password in it that others could read from it. */
function sealed(secret: string, password: string): string {
  const iv = randomBytes(IV);
  const cipher = createCipheriv(ALGORITHM, keyOf(secret), iv);
  const words = Buffer.concat([cipher.update(password, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), words]).toString('base64url');
}

/** Nothing where it is none of ours: then there is no password, as where none was chosen. */
function unsealed(secret: string, kept: string): string | undefined {
  const bytes = Buffer.from(kept, 'base64url');
  if (bytes.length <= IV + TAG) return undefined;
  try {
    const decipher = createDecipheriv(ALGORITHM, keyOf(secret), bytes.subarray(0, IV));
    decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
    return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'password of a join form', 32));
}
