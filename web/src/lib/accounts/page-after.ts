import type { Done } from '../api/answers.ts';

/** Where somebody goes who has come in; where a password ended with that, to the page that says so and takes a new one. */
export function pageAfter({ outcome }: Done<'account.redeem-code'>, next: string): string {
  if (outcome === 'waiting') return '/sign-up?waiting';
  return outcome === 'password-ended' ? '/you?password-ended' : next;
}
