import type { Collection } from '@hearth/shared/collections/entity';
import type * as contract from '@hearth/shared/collections/queries';
import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { circlesOf } from '@hearth/shared/library/policy';
import type { QueryContext } from '../../request/context.ts';
import { knownGroups } from '../groups/access.ts';
import { shelvedAmong, shelvedEntries } from '../library/access.ts';
import { entryIdsOf, presentCard, presentCollection, presentRows } from './present.ts';
import { mayReadCollection, readableCollection, statesFor } from './reading.ts';
import { readCollections, readCollectionsOf, type CollectionRecord } from './store.ts';

type List = typeof contract.listCollections;
type Get = typeof contract.getCollection;
type Of = typeof contract.collectionsOf;

/** Three trips, however many there are: the collections, who may read what stands in them, and the first entries. */
export async function list(context: QueryContext, { most, after }: InputOf<List>): Promise<OutputOf<List>> {
  const { actor } = context;
  const wanted = { states: statesFor(actor), circles: circlesOf(actor) };
  const found = await readCollections(wanted, after ? { at: new Date(after.at), id: after.id } : null, most + 1);
  const shown = found.slice(0, most);
  const seen = await shelvedAmong(context, shown.flatMap(entryIdsOf));
  const visible = shown.map((one) => entryIdsOf(one).filter((id) => seen.has(id)));
  const firsts = await shelvedEntries(
    context,
    visible.flatMap(([first]) => (first ? [first] : [])),
  );
  return {
    collections: shown.map((one, n) => presentCard(one, visible[n]?.length ?? 0, firsts.get(visible[n]?.[0] ?? ''))),
    more: found.length > most,
  };
}

export async function get(context: QueryContext, { collectionId }: InputOf<Get>): Promise<OutputOf<Get>> {
  const record = await readableCollection(context, collectionId);
  if (!record) throw commonError('no-such-thing');
  const may = isStaff(context.actor);
  const entries = await shelvedEntries(context, entryIdsOf(record), { all: true });
  const kept = may ? await keptOf(context, record) : null;
  return {
    collection: presentCollection(record, presentRows(record, entries, may), kept),
    may,
    position: { seq: record.seq, mark: record.mark },
  };
}

async function keptOf(context: QueryContext, { intro, groups }: CollectionRecord): Promise<Collection['kept']> {
  const known = await knownGroups(context, groups);
  return { intro: intro.text, groups: groups.map((id) => ({ id, name: known.get(id)?.name ?? '' })) };
}

export async function of(context: QueryContext, { entryId }: InputOf<Of>): Promise<OutputOf<Of>> {
  const { actor } = context;
  const [found, seen] = await Promise.all([
    readCollectionsOf(entryId),
    shelvedAmong(context, [entryId], { all: true }),
  ]);
  if (!seen.has(entryId)) throw commonError('no-such-thing');
  const readable = found.filter((one) => mayReadCollection(actor, one));
  const named = readable.map((one) => presentCard(one, 0, undefined)).map(({ id, title }) => ({ id, title }));
  return { collections: named, may: isStaff(actor) };
}
