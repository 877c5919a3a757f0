import { erasures } from '@hearth/shared/privacy/budgets';
import type { InputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/privacy/commands';
import { accountError } from '@hearth/shared/accounts/errors';
import { commonError } from '@hearth/shared/kernel/errors';
import { requirePerson, type Context } from '../../request/context.ts';
import { forgetCookie } from '../accounts/session.ts';
import { deleteSessionsOf } from '../accounts/session-store.ts';
import { forgetAddress } from '../accounts/sign-up-store.ts';
import { beginErasing, endAdmin, findPerson } from '../accounts/store.ts';
import { erasureLane, takeOut } from './erase.ts';

/**
 * Erases the caller's account. From the first write on nobody can sign in as them or find them. The rest follows the answer,
 * because a log of years takes its time to search; what a crash, a fault or a command under way leaves, within minutes
 * (`finishAllErasing`).
 */
export async function erase(
  context: Context,
  { email, words }: InputOf<typeof contract.erase>,
): Promise<Record<string, never>> {
  const { actor } = requirePerson(context);
  const { services, origin } = context;
  const person = await findPerson(actor.id);
  if (!person) throw commonError('sign-in-first');
  if (person.isDemo) throw commonError('not-allowed');
  if (person.email !== email) throw commonError('invalid-input', { fields: { email: 'not your address' } });
  if (!(await context.counter.may(erasures))) context.counter.require(erasures);
  if (!(await endAdmin(person))) throw accountError('last-admin');

  await forgetAddress(person.email);
  const leaving = await beginErasing(person._id, words, services.clock.now());
  await deleteSessionsOf(person._id, null);
  forgetCookie(services, origin);
  services.streams.pubSub.publish({ kind: 'access', personId: person._id });
  const taking = services
    .use(erasureLane)
    .run(() => takeOut(services, leaving ?? person, words))
    .then(
      () => {},
      (error: unknown) => services.log.error({ error }, 'an erasure is unfinished and is tried again'),
    );
  services.backgroundTasks.add(taking);
  return {};
}
