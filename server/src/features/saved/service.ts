import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { entryId as entryIdRule } from '@hearth/shared/library/entity';
import type * as commands from '@hearth/shared/saved/commands';
import { savedError } from '@hearth/shared/saved/errors';
import { savedLimits } from '@hearth/shared/saved/limits';
import type * as queries from '@hearth/shared/saved/queries';
import { personIdOf, requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { shelvedAmong, shelvedEntries } from '../library/access.ts';
import { countSaved, endSaved, findSaved, putSaved, readSaved } from './store.ts';

type Keep = typeof commands.keepEntry;
type Drop = typeof commands.dropEntry;
type List = typeof queries.listSaved;
type Of = typeof queries.isSaved;

const HOUR_MS = 3_600_000;

export async function keep(context: Context, { entryId, note }: InputOf<Keep>): Promise<OutputOf<Keep>> {
  const { actor } = requirePerson(context);
  if (!(await shelvedAmong(context, [entryId])).has(entryId)) throw commonError('no-such-thing');
  const which = { personId: actor.id, entryId };
  const before = await findSaved(which);
  const most = savedLimits.each;
  const isThere = before?.endsAt === null;
  if (!isThere && (await countSaved(actor.id)) >= most) throw savedError('too-many-saved', { params: { most } });
  await putSaved(which, { note, at: context.services.clock.now() });
  return { note: note ?? before?.note ?? '' };
}

/** Also what one may not read any more. */
export async function drop(context: Context, { entryId }: InputOf<Drop>): Promise<OutputOf<Drop>> {
  const { actor } = requirePerson(context);
  const endsAt = new Date(context.services.clock.now().getTime() + savedLimits.undoHours * HOUR_MS);
  await endSaved({ personId: actor.id, entryId }, endsAt);
  return {};
}

export async function list(context: QueryContext, { after }: InputOf<List>): Promise<OutputOf<List>> {
  const { actor } = requirePerson(context);
  const from = after ? { at: new Date(after.at), id: after.id } : null;
  const found = await readSaved(actor.id, from, savedLimits.page + 1);
  const shown = found.slice(0, savedLimits.page);
  const entries = await shelvedEntries(
    context,
    shown.map(({ entryId }) => entryId),
  );
  return {
    rows: shown.map(({ entryId, note, at }) => ({
      id: entryIdRule.parse(entryId),
      entry: entries.get(entryId) ?? null,
      ...{ note, at: at.toISOString() },
    })),
    more: found.length > shown.length,
  };
}

export async function of({ actor }: QueryContext, { entryId }: InputOf<Of>): Promise<OutputOf<Of>> {
  const personId = personIdOf(actor);
  const found = personId && (await findSaved({ personId, entryId }));
  return { note: found && found.endsAt === null ? found.note : null };
}
