import { createHmac } from 'node:crypto';
import { hiddenNamesOf } from '../anonymous/access.ts';
import type { Services } from '../../services.ts';

/**
 * Under which names somebody's notifications are stored: their id, and of each question that they asked without a name
 * another one, which tells nobody whose it is (promise L12).
 */
export async function namesOf(services: Services, personId: string): Promise<readonly string[]> {
  return [personId, ...(await hiddenNamesOf(services, personId))];
}

/** What is stored of the command that marked some as read: the same command under two names would connect them. */
export function markerOf(
  { secret }: Pick<Services, 'secret'>,
  personId: string,
  name: string,
  commandId: string,
): string {
  return name === personId
    ? commandId
    : createHmac('sha256', secret).update(`${name} ${commandId}`).digest('base64url');
}
