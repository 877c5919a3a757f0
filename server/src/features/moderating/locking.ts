import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/moderating/commands';
import { moderatingError } from '@hearth/shared/moderating/errors';
import { requirePerson, type Context } from '../../request/context.ts';
import { actOnThread } from '../threads/access.ts';

type Noted = OutputOf<typeof contract.lockThread>;

/** Locked once more, it is locked for the newer reason. */
export async function lock(context: Context, input: InputOf<typeof contract.lockThread>): Promise<Noted> {
  const { byline } = requirePerson(context);
  const { threadId, reason } = input;
  return actOnThread(context, threadId, () => ({
    note: { kind: 'locked' },
    reason,
    changes: { lock: { by: byline, reason, at: context.services.clock.now() } },
  }));
}

export async function unlock(context: Context, input: InputOf<typeof contract.unlockThread>): Promise<Noted> {
  return actOnThread(context, input.threadId, ({ lock: held }) => {
    if (!held) throw moderatingError('already-so');
    return { note: { kind: 'unlocked' }, changes: { lock: null } };
  });
}
