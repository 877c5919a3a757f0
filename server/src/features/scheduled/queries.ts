import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { scheduledLimits } from '@hearth/shared/scheduled/limits';
import type * as contract from '@hearth/shared/scheduled/queries';
import { requirePerson, type QueryContext } from '../../request/context.ts';
import { boardsWith, readableBoards } from '../boards/access.ts';
import { presentScheduled } from './present.ts';
import { findScheduled, readScheduled, readWaiting } from './store.ts';

type List = typeof contract.listScheduled;
type Get = typeof contract.getScheduled;

export async function list(context: QueryContext): Promise<OutputOf<List>> {
  const { actor } = requirePerson(context);
  const [readable, moderated] = await Promise.all([readableBoards(context), boardsWith(context, 'moderate')]);
  const ids = moderated.map(({ _id }) => _id);
  const [own, waiting] = await Promise.all([
    readScheduled(actor.id),
    ids.length > 0 ? readWaiting(ids, scheduledLimits.shown) : [],
  ]);
  return {
    own: own.map((record) => presentScheduled(record, readable)),
    others: waiting.filter(({ personId }) => personId !== actor.id).map((record) => presentScheduled(record, readable)),
  };
}

export async function get(context: QueryContext, { id }: InputOf<Get>): Promise<OutputOf<Get>> {
  const { actor } = requirePerson(context);
  const record = await findScheduled(id);
  if (record?.personId !== actor.id || record.state === 'appeared') throw commonError('no-such-thing');
  return presentScheduled(record, await readableBoards(context));
}
