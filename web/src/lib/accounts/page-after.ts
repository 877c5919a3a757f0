import type { Done } from '../api/answers.ts';

/** Where somebody new goes who was going nowhere else. */
export const HELLO = '/hello';

/** Where to go after signing in. If that invalidated a password, the page that says so and takes a new one. */
export function pageAfter({ outcome }: Done<'account.redeem-code'>, next: string): string {
  if (outcome === 'waiting') return '/sign-up?waiting';
  return outcome === 'password-ended' ? '/you?password-ended' : next;
}
