import { OWN_VOTE } from '@hearth/shared/rooms/own';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/rooms/commands';
import { roomError } from '@hearth/shared/rooms/errors';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { roomLimits } from '@hearth/shared/rooms/limits';
import { isAskingOpen, isPublic, isVotingOpen, shareOf } from '@hearth/shared/rooms/policy';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { questionFields, requireRoom } from './access.ts';
import { isForgotten } from './closing.ts';
import { changed } from './event-data.ts';
import { isOwner, ownerTag } from './owner-tag.ts';
import { presentChange, type Changed } from './outcome.ts';
import { findQuestion, findRoom, readOwnerTags, type RoomRecord } from './store.ts';
import { rooms } from './stream.ts';
import { votes } from './votes.ts';
import { tellOwn } from '../accounts/access.ts';

export async function ask(context: Context, input: InputOf<typeof contract.askQuestion>): Promise<Changed> {
  const { actor, byline } = requirePerson(context);
  const { secret, clock } = context.services;
  const id = idFrom(context.commandId);
  const event = await commitAs(context, rooms, input.roomId, async (aggregate, seq) => {
    const room = requireRoom(actor, aggregate);
    if (!isAskingOpen(room.status) || isForgotten(room, clock.now())) throw roomError('asking-closed');
    await requireSpace(context, room, id);
    const question = {
      id,
      text: input.text,
      by: input.anonymous ? null : byline,
      owner: ownerTag(secret, room._id, id, actor.id),
      askedAt: clock.now(),
      order: seq,
      status: 'open' as const,
      votes: 0,
      note: '',
      settledAt: null,
    };
    return changed({ asked: room.asked + 1, questions: [question] });
  });
  return presentChange(input.roomId, id, event);
}

/**
 * Nobody fills a room alone, nor do many accounts of somebody who have asked already: it keeps places for first questions, and no room grows beyond what everybody's page can hold. Ids of questions are known to all
 * and come from half of a command's id, so somebody could make a command whose question would overwrite another.
 */
async function requireSpace(context: Context, room: RoomRecord, id: string): Promise<void> {
  if (room.asked >= roomLimits.questions) throw roomError('asking-closed');
  const { actor } = requirePerson(context);
  const [asked, taken] = await Promise.all([readOwnerTags(room._id), findQuestion(room._id, id)]);
  if (taken) throw commonError('id-taken');
  const own = asked.filter((question) => isOwner(context.services.secret, room._id, question, actor.id));
  if (own.length >= roomLimits.questionsEach)
    throw roomError('too-many-asked', { params: { most: roomLimits.questionsEach } });
  if (own.length >= shareOf(room.asked)) throw roomError('room-filling');
  if (own.filter(({ status }) => status === 'open').length >= roomLimits.openQuestionsEach)
    throw roomError('too-many-open', { params: { most: roomLimits.openQuestionsEach } });
}

export async function withdraw(context: Context, input: InputOf<typeof contract.withdrawQuestion>): Promise<Changed> {
  const { actor } = requirePerson(context);
  const event = await commitAs(context, rooms, input.roomId, async (aggregate) => {
    const room = requireRoom(actor, aggregate);
    const question = await findQuestion(input.roomId, input.questionId);
    if (!question) throw commonError('no-such-thing');
    if (!isOwner(context.services.secret, room._id, question, actor.id)) {
      throw commonError(isPublic(question.status) ? 'not-yours' : 'no-such-thing');
    }
    if (question.status !== 'open') throw roomError('question-closed');
    const withdrawn = { ...questionFields(question), status: 'withdrawn' as const };
    return changed({ questions: [withdrawn] });
  });
  return presentChange(input.roomId, input.questionId, event);
}

type Vote = typeof contract.voteOnQuestion;

/** Two round trips: may it be voted on, and the vote itself. Its announcement follows, together with others'. */
export async function vote(context: Context, input: InputOf<Vote>): Promise<OutputOf<Vote>> {
  const { actor } = requirePerson(context);
  const { roomId, questionId, up } = input;
  const [room, question] = await Promise.all([findRoom(roomId), findQuestion(roomId, questionId)]);
  requireRoom(actor, room);
  if (!question || !isPublic(question.status)) throw commonError('no-such-thing');
  if (!isVotingOpen(question.status) || room?.status === 'ended') throw roomError('question-closed');
  if (isOwner(context.services.secret, roomId, question, actor.id)) throw roomError('own-question');

  const value = up ? 'up' : null;
  await votes.put(context.services, { streamId: roomId, subject: questionId, personId: actor.id, value });
  tellOwn(context.services, actor.id, OWN_VOTE, `${roomId}/${questionId}`, up);
  return { up };
}
