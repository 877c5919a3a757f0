import type { Byline } from '@hearth/shared/accounts/entity';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { START } from '@hearth/shared/kernel/protocol';
import { pollLimits } from '@hearth/shared/polls/limits';
import { choicesIn } from '@hearth/shared/polls/own';
import { seesCounts } from '@hearth/shared/polls/policy';
import type * as contract from '@hearth/shared/polls/queries';
import { personIdOf, type QueryContext } from '../../request/context.ts';
import { readActive } from '../accounts/access.ts';
import { BALLOT, ballots, choicesOf } from './ballots.ts';
import { readPoll, requirePoll, type Polled } from './polled.ts';
import { presentState } from './stream.ts';

type Get = typeof contract.getPoll;
type Names = typeof contract.votersOf;

/** The poll is read first, so that what is shown is at least as new as the position says (promise L3). */
export async function get(context: QueryContext, { pollId }: InputOf<Get>): Promise<OutputOf<Get>> {
  const { inPost } = await requireShown(context, pollId);
  const { poll, stand, words } = await readPoll(pollId, inPost);
  const mine = await choicesOf(personIdOf(context.actor), pollId);
  const { question, options } = words;
  return {
    poll: { question, options: [...options], ...presentState(stand, mine.length > 0) },
    mine,
    position: poll ? { seq: poll.seq, mark: poll.mark } : START,
  };
}

/** Another one whenever {@link get} would answer otherwise. Whoever has not voted is shown what all of those are. */
export async function versionOfGet(context: QueryContext, { pollId }: InputOf<Get>): Promise<string> {
  const { inPost } = await requireShown(context, pollId);
  const { poll } = await readPoll(pollId, inPost);
  return JSON.stringify([poll?.seq, poll?.mark, await choicesOf(personIdOf(context.actor), pollId)]);
}

/** Names are for members, where they are shown, and no sooner than the numbers. */
export async function names(context: QueryContext, { pollId }: InputOf<Names>): Promise<OutputOf<Names>> {
  const personId = personIdOf(context.actor);
  if (!personId) throw commonError('sign-in-first');
  const { inPost } = await requireShown(context, pollId);
  const { stand } = await readPoll(pollId, inPost);
  const hasVoted = (await choicesOf(personId, pollId)).length > 0;
  if (!stand.named || !seesCounts(stand, hasVoted)) return { names: [] };
  const entries = await ballots.readOn(pollId, BALLOT, pollLimits.names);
  const people = await readActive(entries.map((entry) => entry.personId));
  const bylines = new Map<string, Byline>(people.map(({ id, byline }) => [id, byline]));
  return {
    names: entries.flatMap((entry) => {
      const by = bylines.get(entry.personId);
      return by ? [{ by, choices: choicesIn(entry.value) }] : [];
    }),
  };
}

async function requireShown(context: QueryContext, pollId: string): Promise<Polled> {
  const polled = await requirePoll(context, pollId);
  if (polled.post.deletedAt) throw commonError('no-such-thing');
  return polled;
}
