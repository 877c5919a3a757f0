import { erasures } from '@hearth/shared/privacy/budgets';
import { accountError } from '@hearth/shared/accounts/errors';
import type { InputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/privacy/commands';
import type { PersonalData } from '../../personal-data/declaration.ts';
import type { Context } from '../../request/context.ts';
import { closeForErasing, forgetCookie, requireOwnAccount } from '../accounts/erasing.ts';
import { erasureLane, takeOut } from './erase.ts';

/**
 * Erases the caller's account. From the first write on nobody can sign in as them or find them. The rest follows the answer,
 * because a log of years takes its time to search; what a crash, a fault or a command under way leaves, within minutes
 * (`finishAllErasing`).
 */
export async function erase(
  kept: readonly PersonalData[],
  context: Context,
  { email, words }: InputOf<typeof contract.erase>,
): Promise<Record<string, never>> {
  const { services, origin } = context;
  const person = await requireOwnAccount(context, email);
  if (!(await context.counter.may(erasures))) context.counter.require(erasures);
  const closed = await closeForErasing(person, words, services.clock.now());
  if (!closed) throw accountError('last-admin');
  forgetCookie(services, origin);
  services.streams.pubSub.publish({ kind: 'access', personId: person._id });
  const taking = services
    .use(erasureLane)
    .run(() => takeOut(services, kept, closed, words))
    .then(
      () => {},
      (error: unknown) => services.log.error({ error }, 'an erasure is unfinished and is tried again'),
    );
  services.backgroundTasks.add(taking);
  return {};
}
