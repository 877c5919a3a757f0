import { nameOf } from '@hearth/shared/kernel/stream';
import { practiceStream } from '@hearth/shared/practice/events';
import type { Reader } from '../../request/context.ts';
import type { StreamDefinition } from '../../streams/definition.ts';
import { blankData } from '../../streams/store.ts';
import { readsPractice } from './reading.ts';
import { advancePractice, findPractice, isPracticeDurable, type PracticeRecord } from './store.ts';

/** The note as it stands after the event, without what the event's own number says. */
export interface PracticeData {
  readonly note: Omit<PracticeRecord, '_id' | 'seq' | 'mark'>;
  /** Whether others may read it from here on, or no more. */
  readonly turns?: true;
  /** Whether words of it are gone for good, with a post that they came from. */
  readonly forgets?: true;
}

export const practice: StreamDefinition<PracticeRecord, PracticeData, typeof practiceStream> = {
  contract: practiceStream,
  findAggregate: findPractice,
  evolve: (_before, id, { seq, mark, data }) => ({ ...data.note, _id: id, seq, mark }),

  async project(id, events) {
    const last = events.at(-1);
    if (last) await advancePractice(practice.evolve(null, id, last));
  },

  subjectsOf: () => ['note'],
  present: (_id, { seq }, _audience, shows) => (shows('note') ? { type: 'practice.changed', rev: seq } : null),

  /** What it said before goes from the log. */
  async redact(id, events) {
    const last = events.at(-1);
    if (last) await blankData({ stream: nameOf(practiceStream, id), seq: { $lt: last.seq } }, NO_WORDS);
  },

  isDurable: (id, { seq }) => isPracticeDurable(id, seq),
  changesReaders: ({ turns }) => turns === true,
  replacesWords: (_data, seq) => seq > 1,
};

const NO_WORDS = {
  'note.title': '',
  ...{ 'note.problem.text': '', 'note.problem.html': '' },
  ...{ 'note.worked.text': '', 'note.worked.html': '' },
  ...{ 'note.steps.text': '', 'note.steps.html': '' },
} as const;

export async function practiceAudience(reader: Reader, id: string): Promise<'public' | null> {
  return (await readsPractice(reader, id)) ? 'public' : null;
}
