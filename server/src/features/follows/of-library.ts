import type { Standing } from '@hearth/shared/follows/levels';
import type * as contract from '@hearth/shared/follows/queries';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { personIdOf, requirePerson, type QueryContext } from '../../request/context.ts';
import { collectionNamed } from '../collections/access.ts';
import { shelvedAmong, shelvedEntries } from '../library/access.ts';
import { inPlaceOf, mergedInto, presentTag, tagList } from '../tags/access.ts';
import { readFollows, readFollowsOf, type LibraryKind } from './store.ts';

/** What of the library one follows. */

type Of = typeof contract.levelOfLibrary;
type List = typeof contract.followedInLibrary;
export type OfLibrary = InputOf<Of>['what'];

export function keyIn(what: OfLibrary): { readonly kind: LibraryKind; readonly id: string } {
  if ('entryId' in what) return { kind: 'entry', id: what.entryId };
  if ('collectionId' in what) return { kind: 'collection', id: what.collectionId };
  return { kind: 'topic', id: what.topicId };
}

/** Whether there is such a thing for somebody. Of collections not those that curators alone see. */
export async function isThere(reader: Looking, what: OfLibrary): Promise<boolean> {
  const { kind, id } = keyIn(what);
  if (kind === 'entry') return (await shelvedAmong(reader, [id])).has(id);
  if (kind === 'collection') return (await collectionNamed(reader, id)) !== null;
  return inPlaceOf((await tagList(reader.services)).tags, id) !== null;
}

type Looking = Pick<QueryContext, 'services' | 'actor'>;

export async function standingOf(context: QueryContext, { what }: InputOf<Of>): Promise<OutputOf<Of>> {
  if (!(await isThere(context, what))) throw commonError('no-such-thing');
  const personId = personIdOf(context.actor);
  const { kind, id } = keyIn(what);
  const ids = kind === 'topic' ? await sameTopic(context, id) : [id];
  const followed = personId !== null && (await readFollows([personId], [kind], ids)).length > 0;
  return followed ? FOLLOWED : { level: 'normal', reason: null };
}

const FOLLOWED: Standing = { level: 'follow', reason: 'chosen' };

/** The one that stands in its place, and all that were merged into that. */
async function sameTopic({ services }: Looking, id: string): Promise<string[]> {
  const now = inPlaceOf((await tagList(services)).tags, id)?._id ?? id;
  return [now, ...(await mergedInto(services, now))];
}

export async function list(context: QueryContext): Promise<OutputOf<List>> {
  const { actor } = requirePerson(context);
  const followed = (await readFollowsOf(actor.id, 'entry', 'collection', 'topic')).toSorted(
    (a, b) => b.at.getTime() - a.at.getTime(),
  );
  const idsOf = (kind: LibraryKind) => followed.filter((one) => one.kind === kind).map(({ id }) => id);
  const [shelved, collections, { tags }] = await Promise.all([
    shelvedEntries(context, idsOf('entry')),
    Promise.all(idsOf('collection').map((id) => collectionNamed(context, id))),
    tagList(context.services),
  ]);
  const topics = new Map(
    idsOf('topic').flatMap((id) => {
      const found = inPlaceOf(tags, id);
      return found ? [[found._id, presentTag(found)] as const] : [];
    }),
  );
  return {
    entries: idsOf('entry').flatMap((one) => {
      const found = shelved.get(one);
      return found ? [{ id: found.id, title: found.title }] : [];
    }),
    collections: collections.filter((one) => one !== null),
    topics: [...topics.values()].map(({ id, name }) => ({ id, name })),
  };
}
