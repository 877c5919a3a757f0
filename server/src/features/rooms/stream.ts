import type { Reader } from '../../request/context.ts';
import { questionId } from '@hearth/shared/rooms/entity';
import { mayRead, type Actor } from '@hearth/shared/kernel/access';
import { roomStream } from '@hearth/shared/rooms/events';
import { mayHost } from '@hearth/shared/rooms/policy';
import type { StreamDefinition } from '../../streams/definition.ts';
import { giveFiles } from '../files/access.ts';
import { roomChangesIn, roomIn, type QuestionFields, type RoomData } from './event-data.ts';
import { isSeenBy, presentQuestion, presentRoom, type RoomAudience } from './present.ts';
import { subjectOfAnswer } from './place-of-answer.ts';
import { isAnnouncedAgain, redact, withWords } from './redaction.ts';
import {
  advanceRoom,
  areQuestionsDurable,
  findRoom,
  insertRoom,
  isRoomDurable,
  putQuestions,
  type RoomRecord,
} from './store.ts';

export type { QuestionFields, RoomData, RoomFields, ScoreFields } from './event-data.ts';

/** Which audience somebody belongs to, and null for whom the room does not exist. */
export function audienceIn(actor: Actor, room: RoomRecord): RoomAudience | null {
  if (mayHost(actor, room)) return 'staff';
  return mayRead(actor, room.readers) ? 'public' : null;
}

export const rooms: StreamDefinition<RoomRecord, RoomData, typeof roomStream> = {
  contract: roomStream,
  findAggregate: findRoom,

  evolve(aggregate, id, { seq, mark, data }) {
    if (aggregate) return { ...aggregate, ...roomChangesIn(data, seq), seq, mark };
    const room = roomIn(data);
    if (!room) throw new Error(`event ${seq} begins room ${id}, and holds none`);
    return { ...room, _id: id, seq, mark, rev: seq };
  },

  async project(id, events) {
    // First: whoever is told of an answer asks for them at once.
    for (const { id: its, pictures } of events.flatMap(({ data }) => data.questions))
      await giveFiles(subjectOfAnswer(id, its), pictures);
    await putQuestions(
      id,
      events.map(({ seq, data }) => ({
        questions: data.questions.map((question) => ({ ...question, roomId: id, rev: seq })),
        scores: data.scores.map(({ questionId: its, votes }) => ({ id: its, votes, rev: seq })),
      })),
    );
    const [first, ...others] = events;
    const isNew = first?.seq === 1;
    if (isNew) await insertRoom(rooms.evolve(null, id, first));
    const steps = isNew ? others : events;
    await advanceRoom(
      id,
      steps.map(({ seq, mark, data }) => ({ seq, mark, fields: roomChangesIn(data, seq) })),
    );
  },

  subjectsOf: (data) => [
    ...(roomIn(data) ? ['room'] : []),
    ...data.questions.flatMap(({ id }) => [`question ${id}`, `score ${id}`]),
    ...data.scores.map(({ questionId: id }) => `score ${id}`),
  ],

  present(id, { seq, mark, data }, audience, shows) {
    const scores = data.scores
      .filter(({ questionId: its }) => shows(`score ${its}`))
      .filter(({ status }) => isSeenBy(audience, status));
    const questions = data.questions.filter((question) => shows(`question ${question.id}`));
    const [seen, left] = partition(questions, (question) => isSeenBy(audience, question.status));
    const room = shows('room') ? roomIn(data) : null;
    if (!room && questions.length === 0 && scores.length === 0) return null;
    return {
      type: 'room.changed',
      rev: seq,
      room: room && presentRoom({ ...room, _id: id, seq, mark, rev: seq }),
      questions: seen.map((question) => presentQuestion({ ...question, roomId: id, rev: seq })),
      left: left.map((question) => questionId.parse(question.id)),
      scores: scores.map(({ questionId: its, votes }) => ({ questionId: questionId.parse(its), votes })),
    };
  },

  complete: withWords,
  redact,

  async isDurable(id, { seq, data: { questions } }) {
    return (
      (await isRoomDurable(id, seq)) &&
      (await areQuestionsDurable(
        id,
        questions.map((question) => question.id),
        seq,
      ))
    );
  },

  replacesWords: (data, seq) =>
    isAnnouncedAgain(data, seq) || data.questions.some((question) => wasThere(question, seq)),
};

export async function roomAudience({ actor }: Reader, id: string): Promise<RoomAudience | null> {
  const room = await findRoom(id);
  return room && audienceIn(actor, room);
}

/** Its order is the number of the event that asked it; whatever came after replaces what was said of it before. */
function wasThere({ order }: QuestionFields, seq: number): boolean {
  return order !== seq;
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}
