import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type { slowThread as contract } from '@hearth/shared/moderating/commands';
import { moderatingError } from '@hearth/shared/moderating/errors';
import type { Context } from '../../request/context.ts';
import { actOnThread } from '../threads/access.ts';

export async function slow(context: Context, input: InputOf<typeof contract>): Promise<OutputOf<typeof contract>> {
  const { threadId, minutes } = input;
  return actOnThread(context, threadId, ({ slowMinutes = 0 }) => {
    if (slowMinutes === minutes) throw moderatingError('already-so');
    return { note: { kind: 'slowed', minutes }, changes: { slowMinutes: minutes } };
  });
}
