import type { Question, Room, QuestionId } from './entity.ts';
import type { RoomChange } from './events.ts';

/** A room as a page holds it: everything of it that the page's audience may see. */
export interface RoomState {
  readonly room: Room;
  readonly questions: Readonly<Record<QuestionId, Question>>;
}

/**
 * The one place where an event becomes state. What is older than what we hold is dropped, so events may repeat. A
 * question that left is not remembered: an event from before would bring it back, so events come by number.
 */
export function applyRoomChange(state: RoomState, change: RoomChange): RoomState {
  const room = change.room && change.room.rev > state.room.rev ? change.room : state.room;
  const questions = withoutLeft(withScores(withQuestions(state.questions, change), change), change);
  return room === state.room && questions === state.questions ? state : { room, questions };
}

type Questions = RoomState['questions'];

function withQuestions(held: Questions, { questions }: RoomChange): Questions {
  const newer = questions.filter((question) => (held[question.id]?.rev ?? -1) < question.rev);
  return newer.length === 0
    ? held
    : { ...held, ...Object.fromEntries(newer.map((question) => [question.id, question])) };
}

function withScores(held: Questions, { scores, rev }: RoomChange): Questions {
  const newer = scores.flatMap(({ questionId, votes }) => {
    const question = held[questionId];
    return question && question.rev < rev ? [[questionId, { ...question, votes, rev }]] : [];
  });
  return newer.length === 0 ? held : { ...held, ...Object.fromEntries(newer) };
}

function withoutLeft(held: Questions, { left, rev }: RoomChange): Questions {
  const gone = new Set(left.filter((id) => (held[id]?.rev ?? rev) < rev));
  if (gone.size === 0) return held;
  const kept = Object.values(held).filter(({ id }) => !gone.has(id));
  return Object.fromEntries(kept.map((question) => [question.id, question]));
}

/** Who is answered next: most wanted first, the longest waiting first among equals. */
export function openQuestions({ questions }: RoomState): Question[] {
  return Object.values(questions)
    .filter(({ status }) => status === 'open')
    .sort((a, b) => b.votes - a.votes || a.order - b.order);
}

/** What was answered, the newest answer first. */
export function answeredQuestions({ questions }: RoomState): Question[] {
  return Object.values(questions)
    .filter(({ status }) => status === 'answered')
    .sort((a, b) => (b.settledAt ?? '').localeCompare(a.settledAt ?? '') || b.order - a.order);
}

/** What hosts set aside, newest first. Other audiences hold none. */
export function dismissedQuestions({ questions }: RoomState): Question[] {
  return Object.values(questions)
    .filter(({ status }) => status === 'dismissed')
    .sort((a, b) => b.order - a.order);
}

export function questionNow({ room, questions }: RoomState): Question | null {
  return room.nowId === null ? null : (questions[room.nowId] ?? null);
}
