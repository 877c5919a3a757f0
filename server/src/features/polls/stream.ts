import { pollResults, type Poll } from '@hearth/shared/polls/entity';
import { pollStream } from '@hearth/shared/polls/events';
import { seesCounts } from '@hearth/shared/polls/policy';
import { nameOf } from '@hearth/shared/kernel/stream';
import { blankData } from '../../streams/store.ts';
import { blankPoll } from '../threads/access.ts';
import type { StreamDefinition } from '../../streams/definition.ts';
import { advancePoll, findPoll, isPollDurable, type PollRecord, type PollWords } from './store.ts';

/** The poll as it stands after the event; its words only where the event changes them. */
export interface PollData extends Omit<PollRecord, '_id' | 'seq' | 'mark' | 'words'> {
  readonly words?: PollWords;
}

export const polls: StreamDefinition<PollRecord, PollData, typeof pollStream> = {
  contract: pollStream,
  findAggregate: findPoll,
  evolve: (before, _id, { seq, mark, data }) => ({
    ...data,
    words: data.words ?? before?.words ?? null,
    _id,
    seq,
    mark,
  }),

  async project(id, events) {
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return;
    const words = events.findLast(({ data }) => data.words)?.data.words;
    const { seq, mark, data } = last;
    await advancePoll(first.seq - 1, { ...data, _id: id, seq, mark, ...(words && { words }) });
  },

  subjectsOf: ({ words }) => (words ? ['state', 'words'] : ['state']),

  present(_id, { seq, data }, audience, shows) {
    const { words } = data;
    const said = words && shows('words') ? { question: words.question, options: [...words.options] } : null;
    const state = shows('state') ? presentState(data, audience === 'voted') : null;
    return said || state ? { type: 'poll.changed', rev: seq, words: said, state } : null;
  },

  async complete(id, events) {
    if (events.every(({ data }) => data.words?.question !== '')) return events;
    const words = (await findPoll(id))?.words;
    return events.map((event) =>
      words && event.data.words?.question === '' ? { ...event, data: { ...event.data, words } } : event,
    );
  },

  /** What it said before goes, in its post too. */
  async redact(id, events) {
    const last = events.findLast(({ data }) => data.words);
    if (!last) return;
    await blankData({ stream: nameOf(pollStream, id), seq: { $lt: last.seq } }, NO_WORDS);
    await blankPoll(id);
  },

  isDurable: (id, { seq }) => isPollDurable(id, seq),
  replacesWords: ({ words }) => words !== undefined,
};

const NO_WORDS = { 'words.question': '', 'words.options': [] } as const;

/** While a post is deleted, the log holds nothing that its poll says: the documents do, so that it can be restored. */
export async function blankLog(id: string): Promise<void> {
  const poll = await findPoll(id);
  if (!poll?.words) return;
  if (!(await isPollDurable(id, poll.seq))) throw new Error(`poll ${id} can still be lost; its words stay in the log`);
  await blankData({ stream: nameOf(pollStream, id), seq: { $lt: poll.seq + 1 } }, NO_WORDS);
}

/** All about it but the words; how many chose what, for those who see that. */
export function presentState(
  { many, named, results, closesAt, edition, begun, closedAt, people, counts }: Omit<PollData, 'words'>,
  hasVoted: boolean,
): Omit<Poll, 'question' | 'options'> {
  const rules = { many, named, results: pollResults.parse(results), closesAt };
  const shown = seesCounts({ results: rules.results, closedAt }, hasVoted) ? [...counts] : null;
  return { ...rules, edition, begun, closedAt, people, counts: shown };
}
