import { randomUUID } from 'node:crypto';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type * as contract from '@hearth/shared/polls/commands';
import type { PollDraft } from '@hearth/shared/polls/entity';
import { pollError } from '@hearth/shared/polls/errors';
import { choicesText, OWN_VOTE } from '@hearth/shared/polls/own';
import { isPollOver, mayCloseAt } from '@hearth/shared/polls/policy';
import { isAuthor } from '@hearth/shared/threads/policy';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { commit } from '../../streams/commit.ts';
import { tellOwn } from '../accounts/access.ts';
import { mayOf } from '../boards/access.ts';
import { auditedPost, isAuthorOf, requireOpenFor } from '../threads/access.ts';
import { BALLOT, ballots } from './ballots.ts';
import { requireStanding, standOf, wordsOf, type Polled } from './polled.ts';
import { polls, type PollData } from './stream.ts';

type Vote = InputOf<typeof contract.vote>;

/** The ballot is an entry of a tally; its count follows, together with others'. */
export async function vote(context: Context, input: Vote): Promise<OutputOf<typeof contract.vote>> {
  const { actor } = requirePerson(context);
  const { services } = context;
  const { inPost } = await requireStanding(context, input.pollId);
  const chosen = { ...input, choices: [...new Set(input.choices)].toSorted((a, b) => a - b) };
  const results = await begin(context, inPost, chosen);
  const value = choicesText(chosen.choices);
  await ballots.put(services, {
    streamId: input.pollId,
    subject: BALLOT,
    personId: actor.id,
    value: value || null,
  });
  tellOwn(services, actor.id, OWN_VOTE, input.pollId, value);
  // What they see of it is another thing now, on every page they have open.
  if (results === 'voted') services.streams.pubSub.publish({ kind: 'access', personId: actor.id });
  return { choices: chosen.choices };
}

/**
 * From the first vote on nobody changes what was voted on: that is an event of the poll, so that of a vote and a change at
 * the same moment only one happens. It says nothing of whose vote it was.
 */
async function begin(
  { services }: Context,
  inPost: Polled['inPost'],
  { pollId, edition, choices }: Vote,
): Promise<PollDraft['results']> {
  let results = inPost.results;
  const cause = { commandId: randomUUID(), issuer: 'system' };
  const decide = (poll: Parameters<typeof standOf>[0]): PollData | null => {
    const stand = standOf(poll, inPost);
    if (isPollOver(stand, services.clock.now().getTime())) throw pollError('poll-closed');
    if (stand.edition !== edition || choices.some((one) => one >= stand.counts.length)) throw pollError('poll-changed');
    if (!stand.many && choices.length > 1) throw pollError('poll-one-choice');
    results = stand.results;
    return stand.begun || choices.length === 0 ? null : { ...stand, begun: true };
  };
  await commit(services.streams, polls, pollId, cause, decide, { isBatchable: true });
  return results;
}

export async function change(
  context: Context,
  { pollId, poll: draft }: InputOf<typeof contract.changePoll>,
): Promise<OutputOf<typeof contract.changePoll>> {
  const { actor } = requirePerson(context);
  const { thread, post, inPost } = await requireStanding(context, pollId);
  if (!isAuthor(actor, post)) throw commonError('not-yours');
  await requireOpenFor(context, thread, post);
  let { edition } = standOf(await polls.findAggregate(pollId), inPost);
  const event = await commitAs(context, polls, pollId, (poll) => {
    const stand = standOf(poll, inPost);
    const now = context.services.clock.now().getTime();
    if (isPollOver(stand, now)) throw pollError('poll-closed');
    const isSame = isSamePoll(draft, { ...stand, ...wordsOf(poll, inPost) });
    edition = stand.edition;
    if (isSame && draft.closesAt === stand.closesAt) return null;
    if (!isSame && stand.begun) throw pollError('poll-begun');
    if (!mayCloseAt(draft.closesAt, now)) throw pollError('poll-in-past');
    const { question, options, ...rules } = draft;
    const counts = isSame ? stand.counts : options.map(() => 0);
    const words = { question, options, authorId: actor.id };
    return { ...stand, ...rules, counts, edition: stand.edition + (isSame ? 0 : 1), words };
  });
  return { edition: event?.data.edition ?? edition };
}

/** All but when it closes. */
function isSamePoll(draft: PollDraft, stands: Omit<PollDraft, 'closesAt'>): boolean {
  const { question, options, many, named, results } = stands;
  const isSameWords = draft.question === question && draft.options.join('\n') === options.join('\n');
  return isSameWords && draft.many === many && draft.named === named && draft.results === results;
}

export async function close(
  context: Context,
  { pollId }: InputOf<typeof contract.closePoll>,
): Promise<OutputOf<typeof contract.closePoll>> {
  const { actor } = requirePerson(context);
  const { thread, post, board, inPost } = await requireStanding(context, pollId);
  const isOwn = await isAuthorOf(context, post);
  if (!isAuthor(actor, post) && !mayOf(context, board).moderate) throw commonError('not-yours');
  const event = await commitAs(context, polls, pollId, async (poll) => {
    const stand = standOf(poll, inPost);
    if (stand.closedAt) throw pollError('poll-closed');
    if (!isOwn) await context.audit(auditedPost(post, thread));
    return { ...stand, closedAt: context.services.clock.now().toISOString() };
  });
  if (!event?.data.closedAt) throw commonError('internal');
  return { closedAt: event.data.closedAt };
}
