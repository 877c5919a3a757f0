import type { BoardRight } from '@hearth/shared/boards/rights';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type * as contract from '@hearth/shared/ideas/commands';
import { ideaError } from '@hearth/shared/ideas/errors';
import { OWN_IDEA_VOTE } from '@hearth/shared/ideas/own';
import { isDecided } from '@hearth/shared/ideas/policy';
import type { votedFor } from '@hearth/shared/ideas/queries';
import { moderatingError } from '@hearth/shared/moderating/errors';
import { threadId as threadIdRule } from '@hearth/shared/threads/entity';
import { personIdOf, requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { tellOwn } from '../accounts/access.ts';
import { presentBoard, requireRight } from '../boards/access.ts';
import { actOnThread, findThread, requireHere } from '../threads/access.ts';
import { IDEA, votes } from './votes.ts';

type Vote = typeof contract.voteForIdea;
type SetState = typeof contract.setIdeaState;
type Voted = typeof votedFor;

/** May one vote, and the vote itself. Its announcement follows, together with others'. */
export async function vote(context: Context, { threadId, up }: InputOf<Vote>): Promise<OutputOf<Vote>> {
  const { services } = context;
  const { actor } = requirePerson(context);
  const thread = await findThread(threadId);
  if (!thread) throw commonError('no-such-thing');
  await requireIdeas(context, thread.boardId, 'reply');
  requireHere(thread);
  if (isDecided(thread.ideaState)) throw ideaError('idea-decided');
  await votes.put(services, { streamId: threadId, subject: IDEA, personId: actor.id, value: up ? 'up' : null });
  tellOwn(services, actor.id, OWN_IDEA_VOTE, threadId, up ? 'up' : '');
  return { up };
}

export async function setState(
  context: Context,
  { threadId, state, reason }: InputOf<SetState>,
): Promise<OutputOf<SetState>> {
  return actOnThread(context, threadId, async ({ boardId, ideaState = null }) => {
    await requireIdeas(context, boardId, 'moderate');
    if (ideaState === state) throw moderatingError('already-so');
    return { note: { kind: 'idea', state }, reason, changes: { ideaState: state } };
  });
}

export async function voted({ actor }: QueryContext, { threadIds }: InputOf<Voted>): Promise<OutputOf<Voted>> {
  const personId = personIdOf(actor);
  const own = personId ? await votes.readAmong(personId, threadIds) : [];
  return { voted: own.map((id) => threadIdRule.parse(id)) };
}

async function requireIdeas(context: Context, boardId: string, right: BoardRight): Promise<void> {
  const board = await requireRight(context, boardId, right);
  if (presentBoard(board).kind !== 'ideas') throw commonError('not-allowed');
}
