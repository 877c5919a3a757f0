import type { EntryAudience } from '@hearth/shared/library/entity';
import { entryStream } from '@hearth/shared/library/events';
import { nameOf } from '@hearth/shared/kernel/stream';
import type { Reader } from '../../request/context.ts';
import type { StreamDefinition } from '../../streams/definition.ts';
import { blankData } from '../../streams/store.ts';
import { giveFiles } from '../files/access.ts';
import type { UseKind } from '@hearth/shared/library/uses';
import { filesIn, subjectOfEntry } from './parts.ts';
import { readView } from './reading.ts';
import { advanceEntry, findEntry, isEntryDurable, type EntryRecord } from './store.ts';

/** The entry as it stands after the event, without what the event's own number says. */
export interface EntryData {
  readonly entry: Omit<EntryRecord, '_id' | 'seq' | 'mark'>;
  /** Whether others may read it from here on, or no more. */
  readonly turns?: true;
  /** For whom the list of the library is another one by it; absent where it is for nobody. */
  readonly lists?: EntryAudience;
  /** Whether a curator has decided, or asks for it, and its owner is to know. */
  readonly tells?: true;
  /** Whether it is to be looked at again at another date than before. */
  readonly reviews?: true;
  /** Whether those whom it would name are asked. */
  readonly asks?: true;
  /** Where its successor comes in its place. */
  readonly replaces?: readonly { readonly kind: UseKind; readonly id: string }[];
  /** Of a version that is current from here on and no small fix: its number. */
  readonly renews?: number;
  /** Whether it is published for the first time. */
  readonly begins?: true;
}

export const entries: StreamDefinition<EntryRecord, EntryData, typeof entryStream> = {
  contract: entryStream,
  findAggregate: findEntry,
  evolve: (_before, id, { seq, mark, data }) => ({ ...data.entry, _id: id, seq, mark }),

  async project(id, events) {
    // First: whoever is told of an entry asks for them at once.
    for (const { data } of events) {
      const { parts, versions, cover } = data.entry;
      const files = filesIn([...parts, ...(versions?.proposed?.parts ?? [])]);
      await giveFiles(subjectOfEntry(id), cover ? [...files, cover] : files);
    }
    const last = events.at(-1);
    if (last) await advanceEntry(entries.evolve(null, id, last));
  },

  subjectsOf: () => ['entry'],
  present: (_id, { seq }, _audience, shows) => (shows('entry') ? { type: 'entry.changed', rev: seq } : null),

  /** What it said before goes from the log. */
  async redact(id, events) {
    const last = events.at(-1);
    if (!last) return;
    const { note, cover } = last.data.entry;
    // Of what was made of a note also who was asked: those who have said no since stand in no list.
    const asked = note === undefined ? {} : { 'entry.note': null };
    const shown = cover === undefined ? {} : { 'entry.cover': null };
    await blankData({ stream: nameOf(entryStream, id), seq: { $lt: last.seq } }, { ...NO_WORDS, ...asked, ...shown });
  },

  isDurable: (id, { seq }) => isEntryDurable(id, seq),
  changesReaders: ({ turns }) => turns === true,
  replacesWords: (_data, seq) => seq > 1,
};

const NO_WORDS = {
  ...{ 'entry.title': '', 'entry.summary.text': '', 'entry.summary.html': '' },
  ...{ 'entry.credit': '', 'entry.reason': '', 'entry.parts': [] },
  // The last event holds all versions there are.
  ...{ 'entry.versions': null },
} as const;

/** Who learns that it is hidden or was removed watches it still: what they may see is asked for. */
export async function entryAudience(reader: Reader, id: string): Promise<'public' | null> {
  return (await readView(reader, id)) ? 'public' : null;
}
