import { createHmac } from 'node:crypto';
import { accountError } from '@hearth/shared/accounts/errors';
import type { AppError } from '@hearth/shared/kernel/errors';
import type { Services } from '../../services.ts';
import { isSame } from './codes.ts';
import { findPerson, type PersonRecord } from './store.ts';

/** As long as somebody may take to read why, and to write an appeal. */
const LASTS_MS = 24 * 3_600_000;

/**
 * For whoever gave the right password or code of a suspended account: by the token they read why, and appeal, without
 * coming in. Nobody else is told that there is such an account.
 */
export function suspendedError({ secret, clock }: Pick<Services, 'secret' | 'clock'>, person: PersonRecord): AppError {
  const whose = `${person._id}.${clock.now().getTime() + LASTS_MS}`;
  return accountError('suspended', { params: { token: `${whose}.${signed(secret, whose)}`, locale: person.locale } });
}

/** Whose token it is; null where it has ended or is nobody's. */
export async function findRefused(
  { secret, clock }: Pick<Services, 'secret' | 'clock'>,
  token: string,
): Promise<PersonRecord | null> {
  const [id = '', endsAt = '', signature = ''] = token.split('.');
  if (!isSame(signature, signed(secret, `${id}.${endsAt}`)) || Number(endsAt) <= clock.now().getTime()) return null;
  const person = await findPerson(id);
  return person?.status === 'active' ? person : null;
}

function signed(secret: string, whose: string): string {
  return createHmac('sha256', secret).update(`suspended ${whose}`).digest('base64url');
}
