import { entryId } from '@hearth/shared/library/entity';
import type { exported } from '@hearth/shared/library/exported';
import { noFacets } from '@hearth/shared/library/facets';
import type { z } from 'zod';
import { namesNobody, personalStream, type Leaving, type PersonalData } from '../../personal-data/declaration.ts';
import { withoutPerson } from '../../personal-data/without-person.ts';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { dropFiles, willDrop } from '../files/access.ts';
import { dataOf, emptied, fieldsOf } from './changing.ts';
import { list } from './list.ts';
import { filesIn, subjectOfEntry } from './parts.ts';
import { readDecidedBy, readGivenBy, type EntryRecord, type PartRecord } from './store.ts';
import { entries, type EntryData } from './stream.ts';

/** What was published stays, as posts do, and is nobody's; what others never read goes, and all of it where words are to go. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['LibraryEntry', 'LibraryList'],
  streams: [
    personalStream(entries, {
      names: ['by', 'decidedBy', 'publishedBy', 'suggestedBy'].map((name) => `entry.${name}.personId`),
      redact:
        (_id, { personId }) =>
        (data) =>
          withoutPerson(data, personId),
    }),
    namesNobody(list),
  ],

  async export({ actor }) {
    const [given, decided] = await Promise.all([readGivenBy(actor.id), readDecidedBy(actor.id)]);
    return {
      libraryEntries: given.map(({ _id, kind, state, title, summary, credit, parts, facets = noFacets }) => ({
        ...{ id: entryId.parse(_id), kind, state, title, summary: summary.text, credit },
        ...{ parts: parts.map(wordsOf), facets },
      })),
      libraryDecisions: decided.map(({ _id, state }) => ({ id: entryId.parse(_id), state })),
    };
  },

  async erase(services, leaving) {
    const { personId } = leaving;
    const named = [...(await readGivenBy(personId)), ...(await readDecidedBy(personId))];
    for (const entry of named) await leave(services, leaving, entry);
    return named.length > 0;
  },
};

function wordsOf(part: PartRecord): string {
  if (part.kind === 'link') return [part.title, part.url].filter(Boolean).join(' ');
  return part.kind === 'file' ? part.name : part.alt;
}

async function leave(services: Services, leaving: Leaving, { _id, seq, parts }: EntryRecord): Promise<void> {
  const { personId, words } = leaving;
  const cause = leaving.causeOf(`entry ${_id} ${seq}`);
  const event = await commit(services.streams, entries, _id, cause, async (held): Promise<EntryData | null> => {
    if (!held) return null;
    const bare = withoutPerson(fieldsOf(held), personId);
    const isTheirs = held.by?.personId === personId;
    const stays = held.publishedAt !== null && words === 'keep';
    if (!isTheirs || stays || held.state === 'removed') return bare === held ? null : dataOf(held, bare);
    const ids = filesIn(held.parts).map(({ fileId }) => fileId);
    await willDrop({ services, commandId: cause.commandId }, ids);
    return dataOf(held, emptied({ ...bare, state: 'removed', reason: '' }));
  });
  if (event?.data.entry.state === 'removed') await dropFiles(services, subjectOfEntry(_id), filesIn(parts));
}
