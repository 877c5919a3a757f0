import type { CommandNamed } from '@hearth/shared/contract';
import { type CollectionId } from '@hearth/shared/collections/entity';
import type { SentTo } from '@hearth/shared/kernel/command';
import { entryId } from '@hearth/shared/library/entity';
import type { Person } from './person.ts';

type Words = SentTo<CommandNamed<'collection.draft'>>;

/** A collection of these entries, each with a note. */
export function collectionWords(entryIds: readonly string[], more: Partial<Words> = {}): Words {
  return {
    ...{ title: 'The first month', intro: 'What **new coordinators** ask for.', audience: 'everyone', groups: [] },
    rows: entryIds.map((id) => ({ kind: 'entry', entryId: entryId.parse(id), note: `Why ${id}` })),
    ...more,
  };
}

export async function aCollection(
  curator: Person,
  entryIds: readonly string[],
  more: Partial<Words> = {},
): Promise<{ id: CollectionId; rev: number }> {
  const { id: collectionId, rev } = await curator.do('collection.draft', collectionWords(entryIds, more));
  return curator.do('collection.turn', { collectionId, rev, act: 'publish' });
}
