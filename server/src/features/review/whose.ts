import { createHmac } from 'node:crypto';
import type { Services } from '../../services.ts';

/** Whose a post is that waits: keyed with the server's secret, so that it names nobody, and is another word for each post. */
export function whoseOf({ secret }: Pick<Services, 'secret'>, heldId: string, personId: string): string {
  return createHmac('sha256', secret).update(`held ${heldId} by ${personId}`).digest('hex').slice(0, 32);
}
