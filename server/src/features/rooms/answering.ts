import type { InputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/rooms/commands';
import { roomError } from '@hearth/shared/rooms/errors';
import { commonError } from '@hearth/shared/kernel/errors';
import { cut } from '@hearth/shared/kernel/graphemes';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { dropFiles, picturesFor, willDrop } from '../files/access.ts';
import { fieldsOf, noteForHosts, questionFields, requireHost } from './access.ts';
import { changed } from './event-data.ts';
import { presentChange, type Changed } from './outcome.ts';
import { subjectOfAnswer } from './place-of-answer.ts';
import { presentQuestion } from './present.ts';
import { findQuestion, findRoom, type QuestionRecord, type RoomRecord } from './store.ts';
import { rooms, type QuestionFields, type RoomData } from './stream.ts';

/** So much of a question's text names it in a sentence. */
const NAMING = 60;

export async function answerNow(context: Context, input: InputOf<typeof contract.answerNow>): Promise<Changed> {
  return changeQuestion(context, input, async (room, question) => {
    if (room.status !== 'live') throw roomError('room-not-live');
    const current = room.nowId === null ? null : await requireQuestion(room._id, room.nowId);
    // Somebody else was quicker, be it with another question or with this one.
    if (current && (current.id !== input.replaces || current.id === question.id)) {
      throw roomError('answering-another', { params: { name: cut(current.text, NAMING) } });
    }
    if (question.status !== 'open' || room.nowId !== input.replaces) throw roomError('question-closed');
    const replaced = current ? [settled(context, current, 'answered', current.note)] : [];
    const answering = { ...questionFields(question), status: 'answering' as const };
    return changed({ room: { ...fieldsOf(room), nowId: question.id }, questions: [answering, ...replaced] });
  });
}

export async function answered(context: Context, input: InputOf<typeof contract.answered>): Promise<Changed> {
  return changeQuestion(context, input, async (room, question) => {
    if (question.status !== 'open' && question.status !== 'answering') throw roomError('question-closed');
    const pictures = await picturesFor(context, input.pictures ?? []);
    return leaving(room, { ...settled(context, question, 'answered', input.note), pictures });
  });
}

export async function dismiss(context: Context, input: InputOf<typeof contract.dismissQuestion>): Promise<Changed> {
  return changeQuestion(context, input, (room, question) => {
    // What a co-host has answered meanwhile keeps its note.
    if (question.status !== 'open' && question.status !== 'answering') throw roomError('question-closed');
    return leaving(room, { ...settled(context, question, 'dismissed', input.note), reason: input.reason ?? null });
  });
}

/** Also puts back what is being answered, unfinished. What was noted of it, and the pictures, go. */
export async function reopen(context: Context, input: InputOf<typeof contract.reopenQuestion>): Promise<Changed> {
  let before: QuestionRecord['pictures'];
  const reopened = await changeQuestion(context, input, async (room, question) => {
    if (question.status === 'open') return null;
    before = question.pictures ?? [];
    await willDrop(
      context,
      before.map(({ fileId }) => fileId),
    );
    const bare = { settledAt: null, note: '', pictures: [], reason: null };
    return leaving(room, { ...questionFields(question), status: 'open', ...bare });
  });
  await dropFiles(context.services, subjectOfAnswer(input.roomId, input.questionId), before);
  return reopened;
}

/** A host's change of one question, decided on the newest state of its room. */
async function changeQuestion(
  context: Context,
  { roomId, questionId }: { roomId: string; questionId: string },
  change: (room: RoomRecord, question: QuestionRecord) => RoomData | null | Promise<RoomData | null>,
): Promise<Changed> {
  requirePerson(context);
  const event = await commitAs(context, rooms, roomId, async (aggregate) => {
    const room = requireHost(context.actor, aggregate);
    const data = await change(room, await requireQuestion(roomId, questionId));
    // Whose question it is stands in no log: many are asked without a name.
    if (data) await noteForHosts(context, room);
    return data;
  });
  if (event) return presentChange(roomId, questionId, event);
  requireHost(context.actor, await findRoom(roomId));
  return { room: null, question: presentQuestion(await requireQuestion(roomId, questionId)) };
}

/** What its asker took back exists for nobody. */
async function requireQuestion(roomId: string, questionId: string): Promise<QuestionRecord> {
  const question = await findQuestion(roomId, questionId);
  if (!question || question.status === 'withdrawn') throw commonError('no-such-thing');
  return question;
}

function settled(
  context: Context,
  question: QuestionRecord,
  status: 'answered' | 'dismissed',
  note: string,
): QuestionFields {
  return { ...questionFields(question), status, note, settledAt: context.services.clock.now() };
}

/** If it was the one being answered, nothing is being answered any more. */
function leaving(room: RoomRecord, question: QuestionFields): RoomData {
  const after = room.nowId === question.id ? { room: { ...fieldsOf(room), nowId: null } } : {};
  return changed({ ...after, questions: [question] });
}
