import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { savedListId } from '@hearth/shared/saved/entity';
import { savedError } from '@hearth/shared/saved/errors';
import { savedLimits } from '@hearth/shared/saved/limits';
import type * as commands from '@hearth/shared/saved/list-commands';
import type { ownLists } from '@hearth/shared/saved/queries';
import { requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { listed, listsOf, placesIn, requireOwn, requireThere } from './own-lists.ts';
import { keep } from './service.ts';
import { presentShare } from './sharing.ts';
import * as store from './store.ts';

type Make = typeof commands.makeList;
type Rename = typeof commands.renameList;
type Drop = typeof commands.dropList;
type Restore = typeof commands.restoreList;
type Place = typeof commands.placeEntry;
type Lists = typeof ownLists;

const HOUR_MS = 3_600_000;

export async function make(context: Context, { name }: InputOf<Make>): Promise<OutputOf<Make>> {
  const { actor } = requirePerson(context);
  const _id = idFrom(context.commandId);
  const before = await store.findList(_id);
  if (before && (before.personId !== actor.id || before.name !== name)) throw commonError('id-taken');
  if (!before) {
    await requireRoom(actor.id);
    await store.putList({ _id, personId: actor.id, name, at: context.services.clock.now(), endsAt: null });
    // Of several that come at the same moment those that are too many go again.
    if ((await listsOf(actor.id)).length > savedLimits.lists) {
      await store.deleteLists(actor.id, [_id]);
      throw tooManyLists();
    }
  }
  return { id: savedListId.parse(_id) };
}

export async function rename(context: Context, { listId, name }: InputOf<Rename>): Promise<OutputOf<Rename>> {
  const { actor } = requirePerson(context);
  await requireOwn(actor.id, listId);
  if (!(await store.renameList({ _id: listId, personId: actor.id }, name))) throw savedError('saved-list-gone');
  return {};
}

/** What stands in it stays saved, and knows its place until the list is gone for good. No more can be brought back than there may be. */
export async function drop(context: Context, { listId }: InputOf<Drop>): Promise<OutputOf<Drop>> {
  const { actor } = requirePerson(context);
  const endsAt = new Date(context.services.clock.now().getTime() + savedLimits.undoHours * HOUR_MS);
  await store.endList({ _id: listId, personId: actor.id }, endsAt);
  const ended = (await store.readLists(actor.id)).filter((one) => one.endsAt !== null && one._id !== listId);
  const latest = ended.toSorted((a, b) => Number(b.endsAt) - Number(a.endsAt));
  const ids = latest.slice(savedLimits.lists - 1).map(({ _id }) => _id);
  if (ids.length > 0) await store.deleteLists(actor.id, ids);
  return {};
}

export async function restore(context: Context, { listId }: InputOf<Restore>): Promise<OutputOf<Restore>> {
  const { actor } = requirePerson(context);
  const before = await store.findList(listId);
  if (before?.personId !== actor.id) throw commonError('no-such-thing');
  if (before.endsAt === null) return {};
  await requireRoom(actor.id);
  if (!(await store.restoreList({ _id: listId, personId: actor.id }))) throw savedError('saved-list-gone');
  return {};
}

/** Which lists there are is asked first: of one that another page has deleted one is told, and nothing is done. */
export async function place(context: Context, { entryId, into, out }: InputOf<Place>): Promise<OutputOf<Place>> {
  const { actor } = requirePerson(context);
  const known = await store.readLists(actor.id);
  const there = known.filter(({ endsAt }) => endsAt === null);
  for (const id of into) requireThere(known.find(({ _id }) => _id === id));
  const which = { personId: actor.id, entryId };
  const before = (await store.findSaved(which))?.lists ?? [];
  const added = into.filter((id) => !before.includes(id));
  await Promise.all(added.map((listId) => requirePlace(actor.id, listId)));
  if (into.length > 0) await keep(context, { entryId });
  // Of a list that is gone for good nothing is left either.
  const gone = before.filter((id) => !known.some(({ _id }) => _id === id));
  await store.placeSaved(which, into, [...out.filter((id) => !into.includes(id)), ...gone]);
  await stepBack(which, added);
  const now = await store.findSaved(which);
  return { lists: now?.endsAt === null ? placesIn(now, there.map(listed)) : [] };
}

export async function own(context: QueryContext): Promise<OutputOf<Lists>> {
  const { actor } = requirePerson(context);
  const [lists, places] = await Promise.all([listsOf(actor.id), store.readPlaces(actor.id)]);
  const counts = new Map<string, number>();
  for (const id of places.flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return {
    lists: await Promise.all(
      lists.map(async (list) => ({
        ...{ id: list.id, name: list.name, entries: counts.get(list.id) ?? 0 },
        share: list.share ? await presentShare(context, list.id, list.share) : null,
        stopped: list.stopped ? { reply: list.stopped.reply, at: list.stopped.at.toISOString() } : null,
      })),
    ),
    entries: places.length,
  };
}

async function requireRoom(personId: string): Promise<void> {
  if ((await listsOf(personId)).length >= savedLimits.lists) throw tooManyLists();
}

function tooManyLists() {
  return savedError('too-many-saved-lists', { params: { most: savedLimits.lists } });
}

async function requirePlace(personId: string, listId: string): Promise<void> {
  if ((await store.countSaved({ personId, listId })) >= savedLimits.inList) throw listFull();
}

/** Of several that come at the same moment those that are too many go again. */
async function stepBack(which: Parameters<typeof store.placeSaved>[0], added: readonly string[]): Promise<void> {
  const { personId } = which;
  const full = [];
  for (const listId of added)
    if ((await store.countSaved({ personId, listId })) > savedLimits.inList) full.push(listId);
  if (full.length === 0) return;
  await store.placeSaved(which, [], full);
  throw listFull();
}

function listFull() {
  return savedError('saved-list-full', { params: { most: savedLimits.inList } });
}
