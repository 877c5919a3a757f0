import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { entryId as entryIdRule } from '@hearth/shared/library/entity';
import type * as commands from '@hearth/shared/saved/commands';
import { savedError } from '@hearth/shared/saved/errors';
import { savedLimits } from '@hearth/shared/saved/limits';
import type * as queries from '@hearth/shared/saved/queries';
import { personIdOf, requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { newestVersions, shelvedAmong, shelvedEntries } from '../library/access.ts';
import { listsOf, placesIn, requireOwn } from './own-lists.ts';
import { countSaved, endSaved, findSaved, putSaved, putSeen, readSaved, type SavedRecord } from './store.ts';

type Keep = typeof commands.keepEntry;
type See = typeof commands.seeVersion;
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
  if (!isThere && (await countSaved({ personId: actor.id })) >= most)
    throw savedError('too-many-saved', { params: { most } });
  await putSaved(which, { note, at: context.services.clock.now() });
  // Of several that come at the same moment those that are too many go again.
  if (!isThere && (await countSaved({ personId: actor.id })) > most) {
    await endSaved(which, before?.endsAt ?? context.services.clock.now());
    throw savedError('too-many-saved', { params: { most } });
  }
  return { note: note ?? before?.note ?? '' };
}

/** Of what one has not kept nothing is noted. */
export async function see(context: Context, { entryId, version }: InputOf<See>): Promise<OutputOf<See>> {
  const { actor } = requirePerson(context);
  if (!(await shelvedAmong(context, [entryId])).has(entryId)) throw commonError('no-such-thing');
  await putSeen({ personId: actor.id, entryId }, version);
  return {};
}

/** Also what one may not read any more. */
export async function drop(context: Context, { entryId }: InputOf<Drop>): Promise<OutputOf<Drop>> {
  const { actor } = requirePerson(context);
  const endsAt = new Date(context.services.clock.now().getTime() + savedLimits.undoHours * HOUR_MS);
  await endSaved({ personId: actor.id, entryId }, endsAt);
  return {};
}

export async function list(context: QueryContext, { listId, after }: InputOf<List>): Promise<OutputOf<List>> {
  const { actor } = requirePerson(context);
  const from = after ? { at: new Date(after.at), id: after.id } : null;
  if (listId !== undefined) await requireOwn(actor.id, listId);
  const [found, lists] = await Promise.all([
    readSaved({ personId: actor.id, listId }, from, savedLimits.page + 1),
    listsOf(actor.id),
  ]);
  const shown = found.slice(0, savedLimits.page);
  const entries = await shelvedEntries(
    context,
    shown.map(({ entryId }) => entryId),
  );
  const newest = await newestVersions([...entries.keys()]);
  return {
    rows: shown.map((one) => ({
      id: entryIdRule.parse(one.entryId),
      entry: entries.get(one.entryId) ?? null,
      ...{ note: one.note, at: one.at.toISOString() },
      ...{ newer: newerIn(one, newest.get(one.entryId)), lists: placesIn(one, lists) },
    })),
    more: found.length > shown.length,
  };
}

export async function of(context: QueryContext, { entryId }: InputOf<Of>): Promise<OutputOf<Of>> {
  const personId = personIdOf(context.actor);
  if (!personId) return { note: null, newer: null, lists: [] };
  const [found, own] = await Promise.all([findSaved({ personId, entryId }), listsOf(personId)]);
  const isKept = found?.endsAt === null;
  const places = isKept ? placesIn(found, own) : [];
  const lists = own.map(({ id, name }) => ({ id, name, isIn: places.includes(id) }));
  if (!isKept) return { note: null, newer: null, lists };
  const isSeen = (await shelvedAmong(context, [entryId])).has(entryId);
  const newest = isSeen ? (await newestVersions([entryId])).get(entryId) : undefined;
  return { note: found.note, newer: newerIn(found, newest)?.no ?? null, lists };
}

type Newest = NonNullable<ReturnType<Awaited<ReturnType<typeof newestVersions>>['get']>>;

/** What one kept one has seen as it was then. */
function newerIn({ at, seen = 0 }: SavedRecord, newest: Newest | undefined) {
  return newest && newest.at > at && newest.no > seen ? { no: newest.no, what: newest.what } : null;
}
