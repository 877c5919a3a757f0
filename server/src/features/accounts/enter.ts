import type { OutputOf } from '@hearth/shared/kernel/command';
import type { redeemCode } from '@hearth/shared/accounts/commands';
import { accountError } from '@hearth/shared/accounts/errors';
import type { Context } from '../../request/context.ts';
import { tellOwnAccount } from './own.ts';
import { beginSessionAs } from './session.ts';
import { isSuspended } from './standing.ts';
import type { PersonRecord } from './store.ts';
import { suspendedError } from './suspended.ts';

/** Begins a session for whoever may come in. */
export async function enter(context: Context, person: PersonRecord | null): Promise<OutputOf<typeof redeemCode>> {
  if (!person || person.status === 'closed') throw accountError('account-closed');
  if (person.status === 'waiting') return { outcome: 'waiting' };
  const { services, origin } = context;
  if (isSuspended(person, services.clock.now())) throw suspendedError(services, person);
  if (!(await beginSessionAs(services, person, origin))) throw accountError('sign-in-failed');
  tellOwnAccount(context, person._id);
  return { outcome: 'signed-in' };
}
