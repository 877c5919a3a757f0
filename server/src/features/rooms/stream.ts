import { questionId } from '@hearth/shared/ids';
import { mayRead, type Actor } from '@hearth/shared/policy/access';
import { mayHost } from '@hearth/shared/policy/rooms';
import type { Audience, StreamKind } from '../../streams/kind.ts';
import { isSeenBy, presentQuestion, presentRoom } from './present.ts';
import { advanceRoom, findRoom, insertRoom, putQuestions, type QuestionRecord, type RoomRecord } from './store.ts';

export type RoomFields = Omit<RoomRecord, '_id' | 'seq' | 'mark' | 'rev'>;
export type QuestionFields = Omit<QuestionRecord, 'roomId' | 'rev'>;

/** `status` says who may learn it. */
export interface ScoreFields {
  readonly questionId: string;
  readonly votes: number;
  readonly status: QuestionRecord['status'];
}

/** What one event changes; what people see of the room itself changes only where `shows` says so. */
export interface RoomFact {
  readonly room: RoomFields;
  readonly shows: boolean;
  readonly questions: readonly QuestionFields[];
  readonly scores: readonly ScoreFields[];
}

/** Which audience somebody belongs to, and null for whom the room does not exist. */
export function audienceIn(actor: Actor, room: RoomRecord): Audience | null {
  if (mayHost(actor, room)) return 'staff';
  return mayRead(actor, room.readers) ? 'public' : null;
}

export const rooms: StreamKind<RoomRecord, RoomFact> = {
  prefix: 'room',
  audiences: ['public', 'staff'],
  findRoot: findRoom,

  after(root, id, { seq, mark, fact }) {
    if (!root) return { ...fact.room, _id: id, seq, mark, rev: seq };
    return { ...root, ...changesOf(seq, fact), seq, mark };
  },

  async apply(id, events) {
    await putQuestions(
      id,
      events.map(({ seq, fact }) => ({
        questions: fact.questions.map((question) => ({ ...question, roomId: id, rev: seq })),
        scores: fact.scores.map(({ questionId: its, votes }) => ({ id: its, votes, rev: seq })),
      })),
    );
    const [first, ...others] = events;
    const isNew = first?.seq === 1;
    if (isNew) await insertRoom({ ...first.fact.room, _id: id, seq: 1, mark: first.mark, rev: 1 });
    const steps = isNew ? others : events;
    await advanceRoom(
      id,
      steps.map(({ seq, mark, fact }) => ({ seq, mark, fields: changesOf(seq, fact) })),
    );
  },

  present(id, { seq, mark, fact }, audience) {
    const scores = fact.scores.filter(({ status }) => isSeenBy(audience, status));
    const [seen, left] = partition(fact.questions, (question) => isSeenBy(audience, question.status));
    return {
      type: 'room.changed',
      rev: seq,
      room: fact.shows ? presentRoom({ ...fact.room, _id: id, seq, mark, rev: seq }) : null,
      questions: seen.map((question) => presentQuestion({ ...question, roomId: id, rev: seq })),
      left: left.map((question) => questionId.parse(question.id)),
      scores: scores.map(({ questionId: its, votes }) => ({ questionId: questionId.parse(its), votes })),
    };
  },

  async audienceOf(actor, id) {
    const room = await findRoom(id);
    return room && audienceIn(actor, room);
  },

  consumersOf: () => [],
};

/** What an event after the first changes of the room itself. */
function changesOf(seq: number, { room, shows }: RoomFact): Partial<RoomRecord> {
  return shows ? { ...room, rev: seq } : { asked: room.asked };
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}
