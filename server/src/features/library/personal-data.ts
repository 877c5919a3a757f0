import type { PersonId } from '@hearth/shared/kernel/ids';
import { entryId } from '@hearth/shared/library/entity';
import type { exported } from '@hearth/shared/library/exported';
import { noFacets } from '@hearth/shared/library/facets';
import type { z } from 'zod';
import { namesNobody, personalStream, type Leaving, type PersonalData } from '../../personal-data/declaration.ts';
import { withoutPerson } from '../../personal-data/without-person.ts';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { dropFiles, filesIn as filesSent, willDrop } from '../files/access.ts';
import { dataOf, emptied, fieldsOf } from './changing.ts';
import { forgetGone } from './forgetting.ts';
import { list } from './list.ts';
import { ENTRY, filesOf, subjectOfEntry } from './parts.ts';
import {
  readDecidedBy,
  readEntries,
  readGivenBy,
  readNaming,
  readOfNotes,
  readVersionsBy,
  type EntryRecord,
  type PartRecord,
  type VersionRecord,
} from './store.ts';
import { entries, type EntryData } from './stream.ts';
import { versionsOf } from './version-record.ts';
import { hasAny, withoutFiles } from './without-files.ts';

const VERSIONS = ['current', 'past', 'proposed'].map((one) => `entry.versions.${one}.by.personId`);

/** What was published stays, as posts do, and is nobody's; what others never read goes, and all of it where words are to go. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['LibraryEntry', 'LibraryList'],
  streams: [
    personalStream(entries, {
      names: [
        ...['by', 'decidedBy', 'publishedBy', 'suggestedBy'].map((name) => `entry.${name}.personId`),
        ...VERSIONS,
        'entry.note.asked.by.personId',
      ],
      redact:
        (_id, { personId }) =>
        (data) =>
          withoutPerson(data, personId),
    }),
    namesNobody(list),
  ],

  async export({ actor }) {
    const [given, decided, renewed, naming] = await Promise.all([
      readGivenBy(actor.id),
      readDecidedBy(actor.id),
      readVersionsBy(actor.id),
      readNaming(actor.id),
    ]);
    return {
      libraryEntries: given.map(({ _id, kind, state, title, summary, credit, parts, cover, facets = noFacets }) => ({
        ...{ id: entryId.parse(_id), kind, state, title, summary: summary.text, credit },
        ...{ parts: parts.map(wordsOf), cover: cover?.alt ?? null, facets },
      })),
      libraryVersions: renewed.flatMap((entry) => versionsBy(actor.id, entry)),
      libraryNamed: naming.flatMap(({ _id, note }) =>
        (note?.asked ?? []).flatMap(({ by, answer }) =>
          by?.personId === actor.id ? [{ id: entryId.parse(_id), answer }] : [],
        ),
      ),
      libraryDecisions: decided.map(({ _id, state }) => ({ id: entryId.parse(_id), state })),
    };
  },

  async erase(services, leaving) {
    const { personId } = leaving;
    const named = [
      ...(await readGivenBy(personId)),
      ...(await readDecidedBy(personId)),
      ...(await readVersionsBy(personId)),
      ...(await readNaming(personId)),
    ];
    for (const entry of named) await leave(services, leaving, entry);
    // Whose posts they were made of is not kept: by now nothing is left of those that go.
    const gone = [];
    for (const { _id, seq } of await readOfNotes())
      gone.push(await forgetGone(services, _id, leaving.causeOf(`note of ${_id} ${seq}`)));
    return (await takeFiles(services, leaving)) || gone.includes(true) || named.length > 0;
  },
};

function wordsOf(part: PartRecord): string {
  if (part.kind === 'link') return [part.title, part.url].filter(Boolean).join(' ');
  return part.kind === 'file' ? part.name : part.alt;
}

/** Those of an entry that somebody has given, with the words of each. */
function versionsBy(personId: PersonId, entry: EntryRecord) {
  const { current, past, proposed } = versionsOf(entry);
  const all = [...past, { ...current, parts: entry.parts }, ...(proposed ? [proposed] : [])];
  return all.flatMap(({ no, what, by, parts }) =>
    by?.personId === personId ? [{ id: entryId.parse(entry._id), no, what, parts: parts.map(wordsOf) }] : [],
  );
}

/** What somebody sent and no curator has taken goes with them, and what they said of the others where their words go. */
function leftBy({ personId, words }: Leaving, its: EntryData['entry']): EntryData['entry'] {
  const asked = its.note?.asked.filter(({ by }) => by?.personId !== personId);
  const fields = its.note && asked ? { ...its, note: { ...its.note, asked } } : its;
  const { versions } = fields;
  if (!versions) return fields;
  const isTheirs = ({ by }: VersionRecord) => by?.personId === personId;
  const bare = <V extends VersionRecord>(one: V): V =>
    isTheirs(one) && words === 'remove' ? { ...one, what: '' } : one;
  const proposed = versions.proposed && !isTheirs(versions.proposed) ? versions.proposed : null;
  const left = { ...versions, current: bare(versions.current), past: versions.past.map(bare), proposed };
  return { ...fields, versions: left };
}

/** Whose words go, whose files go as well, after this: an entry of somebody else does not name what is nowhere. */
async function takeFiles(services: Services, leaving: Leaving): Promise<boolean> {
  if (leaving.words === 'keep') return false;
  const own = await filesSent(leaving.personId, ENTRY);
  const gone = new Set(own.map(({ fileId }) => fileId));
  const found = (await readEntries(own.map(({ id }) => id))).filter((entry) => hasAny(entry, gone));
  for (const { _id, seq } of found)
    await commit(services.streams, entries, _id, leaving.causeOf(`files of ${_id} ${seq}`), (held) =>
      held && hasAny(held, gone) ? dataOf(held, withoutFiles(fieldsOf(held), gone, services.clock.now())) : null,
    );
  return found.length > 0;
}

async function leave(services: Services, leaving: Leaving, entry: EntryRecord): Promise<void> {
  const { _id, seq } = entry;
  const { personId, words } = leaving;
  const cause = leaving.causeOf(`entry ${_id} ${seq}`);
  const event = await commit(services.streams, entries, _id, cause, async (held): Promise<EntryData | null> => {
    if (!held) return null;
    const bare = withoutPerson(leftBy(leaving, fieldsOf(held)), personId);
    const isTheirs = held.by?.personId === personId;
    const stays = held.publishedAt !== null && words === 'keep';
    const isKept = !isTheirs || stays || held.state === 'removed';
    const after = isKept ? bare : emptied({ ...bare, state: 'removed', reason: '' });
    const left = new Set(filesOf(after).map(({ fileId }) => fileId));
    const ids = filesOf(held).flatMap(({ fileId }) => (left.has(fileId) ? [] : [fileId]));
    await willDrop({ services, commandId: cause.commandId }, ids);
    return dataOf(held, after);
  });
  if (event) await dropFiles(services, subjectOfEntry(_id), filesOf(entry), filesOf(event.data.entry));
}
