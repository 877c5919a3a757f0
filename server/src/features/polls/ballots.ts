import { choicesIn } from '@hearth/shared/polls/own';
import { isDeepStrictEqual } from 'node:util';
import { tally, type Counted } from '../../streams/tally.ts';
import type { PollRecord } from './store.ts';
import { polls, type PollData } from './stream.ts';

/** There is one subject in each stream: the poll itself. */
export const BALLOT = 'ballot';

/**
 * Who chose what, as `choicesText` writes it: whoever chooses several options of a poll is still one entry, so that people are
 * counted, and whole ballots take each other's place.
 */
export const ballots = tally<PollRecord, PollData, string>({
  name: 'poll-ballots',
  stream: polls,
  values: null,
  announce: countsOf,
});

/** The counts as they are now; null when nothing changed. A poll that nobody has begun has no ballots. */
function countsOf(poll: PollRecord | null, counted: readonly Counted<string>[]): PollData | null {
  const [ballot] = counted;
  if (!poll || !ballot) return null;
  const counts = poll.counts.map(() => 0);
  let people = 0;
  for (const [value, count] of Object.entries(ballot.counts)) {
    people += count;
    for (const choice of choicesIn(value)) counts[choice] = (counts[choice] ?? 0) + count;
  }
  const isOld = people === poll.people && isDeepStrictEqual(counts, [...poll.counts]);
  return isOld && !ballot.isFresh ? null : { ...fieldsOf(poll), people, counts };
}

/** What one chose; nothing where one has not voted. */
export async function choicesOf(personId: string | null, pollId: string): Promise<number[]> {
  if (!personId) return [];
  const [own] = await ballots.readIn(personId, pollId);
  return choicesIn(own?.value ?? '');
}

/** A poll without what the event's own number says, and without its words. */
export function fieldsOf({ _id, seq: _seq, mark: _mark, words: _words, ...fields }: PollRecord): PollData {
  return fields;
}
