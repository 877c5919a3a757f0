import type { exported } from '@hearth/shared/practice/exported';
import { threadId } from '@hearth/shared/threads/entity';
import type { z } from 'zod';
import { personalStream, type Leaving, type PersonalData } from '../../personal-data/declaration.ts';
import { withoutPerson } from '../../personal-data/without-person.ts';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { sourceOf } from './queries.ts';
import { sectionOf, sections, type SectionName } from './sections.ts';
import { fieldsOf } from './service.ts';
import { forgottenAmong } from './sources.ts';
import { readMadeBy, readMadeOf, readMadeUnnamed, type PracticeRecord } from './store.ts';
import { practice, type PracticeData } from './stream.ts';

type Fields = PracticeData['note'];

/**
 * Names go with whoever leaves. Where their words go, so do the sections that came from them, and all of a note that they
 * made; and with the words of a post without a name what came from it.
 */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['PracticeNote'],
  streams: [
    personalStream(practice, {
      names: ['note.by.personId', 'note.sources.by.personId'],
      redact:
        (_id, { personId }) =>
        (data) => {
          const note = without(data.note, personId);
          return note === data.note ? data : { ...data, note };
        },
    }),
  ],

  async export({ actor }) {
    const [made, of] = await Promise.all([readMadeBy(actor.id), readMadeOf(actor.id)]);
    return {
      practiceNotes: made.map((note) => ({ threadId: threadId.parse(note._id), ...sourceOf(note) })),
      namedInPractice: of.flatMap(({ _id, sources }) =>
        sources.flatMap(({ no, by }) => (by?.personId === actor.id ? [{ threadId: threadId.parse(_id), no }] : [])),
      ),
    };
  },

  async erase(services, leaving) {
    const { personId } = leaving;
    const named = [...(await readMadeBy(personId)), ...(await readMadeOf(personId))];
    for (const note of named) {
      const forgotten = await forgottenOf(note);
      await changeNote(services, leaving, note._id, (held) => takeFrom(held, leaving, forgotten));
    }
    const emptied = await takeUnnamed(services, leaving);
    return named.length > 0 || emptied;
  },
};

/** Whose post it was stands beside its number and is null from then on. */
function without(note: Fields, personId: string): Fields {
  const isTheirs = note.sources.some(({ by }) => by?.personId === personId);
  const sources = isTheirs
    ? note.sources.map((source) => (source.by?.personId === personId ? { ...source, by: null } : source))
    : note.sources;
  const { sources: _sources, ...rest } = note;
  const bare = withoutPerson(rest, personId);
  return bare === rest && !isTheirs ? note : { ...bare, sources };
}

function takeFrom(note: PracticeRecord, { personId, words }: Leaving, forgotten: ReadonlySet<number>): Fields {
  const bare = without(fieldsOf(note), personId);
  if (words === 'remove' && note.by?.personId === personId) return emptied(bare, sections);
  const theirs = note.sources.filter(({ by }) => by?.personId === personId).map(({ no }) => no);
  // What they had deleted before is gone for good by now, whatever is to become of the others.
  return emptiedOf(bare, words === 'remove' ? theirs : theirs.filter((no) => forgotten.has(no)));
}

/** Of the posts a note was made of, those without words, wherever they went. */
async function forgottenOf(note: PracticeRecord): Promise<ReadonlySet<number>> {
  return new Set(await forgottenAmong(note._id, [1, ...note.sources.map(({ no }) => no)]));
}

/** Of posts without a name nothing says whose they were; by now their words are gone where they were to go. */
async function takeUnnamed(services: Services, leaving: Leaving): Promise<boolean> {
  let had = false;
  for (const note of await readMadeUnnamed()) {
    const forgotten = await forgottenOf(note);
    const taken = (held: PracticeRecord) => takenUnnamed(held, forgotten);
    if (!taken(note).some((name) => note[name].text !== '')) continue;
    await changeNote(services, leaving, note._id, (held) => emptied(fieldsOf(held), taken(held)));
    had = true;
  }
  return had;
}

/** All of a note that whoever asked made under the same alias, by their question; of another one what their posts became. */
function takenUnnamed(note: PracticeRecord, forgotten: ReadonlySet<number>): readonly SectionName[] {
  if (note.alias && forgotten.has(1)) return sections;
  return note.sources.flatMap(({ no, alias }) => (alias && forgotten.has(no) ? [sectionOf(note, no)] : []));
}

async function changeNote(
  { streams }: Services,
  leaving: Leaving,
  id: string,
  next: (note: PracticeRecord) => Fields,
): Promise<void> {
  const seq = (await practice.findAggregate(id))?.seq ?? 0;
  await commit(streams, practice, id, leaving.causeOf(`practice ${id} ${seq}`), (note) => {
    if (!note) return null;
    const left = next(note);
    const forgets = sections.some((name) => note[name].text !== '' && left[name].text === '');
    return { note: left, ...(forgets && { forgets }) };
  });
}

export function emptiedOf(note: Fields, nos: readonly number[]): Fields {
  return emptied(
    note,
    nos.map((no) => sectionOf(note, no)),
  );
}

function emptied(note: Fields, names: readonly SectionName[]): Fields {
  return { ...note, ...Object.fromEntries(names.map((name) => [name, { text: '', html: '' }])) };
}
