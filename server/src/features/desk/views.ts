import type * as commands from '@hearth/shared/desk/commands';
import { deskFilter, deskViewId, type DeskView } from '@hearth/shared/desk/entity';
import { deskError } from '@hearth/shared/desk/errors';
import { deskLimits } from '@hearth/shared/desk/limits';
import type { listDeskViews } from '@hearth/shared/desk/queries';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { requireScope } from './scope.ts';
import { deleteView, findView, putView, readViews, type ViewRecord } from './view-store.ts';

type Save = typeof commands.saveDeskView;
type Drop = typeof commands.dropDeskView;

/** What it shows is asked with the rights of the moment, whenever it is opened. */
export async function save(context: Context, { name, filter }: InputOf<Save>): Promise<OutputOf<Save>> {
  const { actor } = requirePerson(context);
  await requireScope(context, filter.boardId);
  const _id = idFrom(context.commandId);
  const held = await findView(_id);
  if (held && held.personId !== actor.id) throw commonError('id-taken');
  if (held) return presentView(held);
  const most = deskLimits.views;
  if ((await readViews(actor.id)).length >= most) throw deskError('too-many-views', { params: { most } });
  await putView({ _id, personId: actor.id, name, filter });
  return presentView({ _id, personId: actor.id, name, filter });
}

export async function drop(context: Context, { viewId }: InputOf<Drop>): Promise<OutputOf<Drop>> {
  await deleteView(requirePerson(context).actor.id, viewId);
  return {};
}

/** Also to somebody who moderates nothing any more: they are theirs. */
export async function list(context: QueryContext): Promise<OutputOf<typeof listDeskViews>> {
  const { actor } = requirePerson(context);
  return { views: (await readViews(actor.id)).map(presentView) };
}

export function presentView({ _id, name, filter }: ViewRecord): DeskView {
  return { id: deskViewId.parse(_id), name, filter: deskFilter.parse(filter) };
}
