import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { setRota } from '@hearth/shared/rota/commands';
import { requirePerson, type Context } from '../../request/context.ts';
import { boardsWith } from '../boards/access.ts';
import { deleteHours, putHours } from './store.ts';

type Set = typeof setRota;

export async function set(context: Context, hours: InputOf<Set>): Promise<OutputOf<Set>> {
  const { actor } = requirePerson(context);
  if (hours.shifts.length === 0) await deleteHours(actor.id);
  else {
    if (!isStaff(actor) && (await boardsWith(context, 'moderate')).length === 0) throw commonError('no-such-thing');
    await putHours({ _id: actor.id, ...hours });
  }
  return hours;
}
