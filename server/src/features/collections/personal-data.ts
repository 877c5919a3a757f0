import { collectionId } from '@hearth/shared/collections/entity';
import type { exported } from '@hearth/shared/collections/exported';
import type { z } from 'zod';
import { personalStream, type Leaving, type PersonalData } from '../../personal-data/declaration.ts';
import { withoutPerson } from '../../personal-data/without-person.ts';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { dataOf, emptied, fieldsOf } from './changing.ts';
import { readCollectionsBy, type CollectionRecord } from './store.ts';
import { collections } from './stream.ts';

/** A collection stays, as entries do, and is nobody's; where words are to go, so does it. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['LibraryCollection'],
  streams: [
    personalStream(collections, {
      names: ['collection.by.personId'],
      redact:
        (_id, { personId }) =>
        (data) =>
          withoutPerson(data, personId),
    }),
  ],

  async export({ actor }) {
    const begun = await readCollectionsBy(actor.id);
    return {
      collections: begun.map(({ _id, state, title, intro, rows }) => ({
        ...{ id: collectionId.parse(_id), state, title, intro: intro.text },
        words: rows.flatMap((row) => (row.kind === 'heading' ? row.text : row.note) || []),
      })),
    };
  },

  async erase(services, leaving) {
    const begun = await readCollectionsBy(leaving.personId);
    for (const one of begun) await leave(services, leaving, one);
    return begun.length > 0;
  },
};

async function leave(services: Services, leaving: Leaving, { _id, seq }: CollectionRecord): Promise<void> {
  const cause = leaving.causeOf(`collection ${_id} ${seq}`);
  await commit(services.streams, collections, _id, cause, (held) => {
    if (held?.by?.personId !== leaving.personId) return null;
    const bare = { ...fieldsOf(held), by: null };
    return dataOf(held, leaving.words === 'remove' ? emptied({ ...bare, state: 'removed' }) : bare);
  });
}
