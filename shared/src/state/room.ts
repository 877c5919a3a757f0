import type { Question, Room } from '../entities/room.ts';
import type { RoomChange } from '../events/index.ts';
import type { QuestionId } from '../ids.ts';

/** A room as a page holds it: everything of it that the page's audience may see. */
export interface RoomState {
  readonly room: Room;
  readonly questions: Readonly<Record<QuestionId, Question>>;
}

/** The one place where an event becomes state. What is older than what we hold is dropped, so events may repeat. */
export function applyRoomChange(state: RoomState, change: RoomChange): RoomState {
  switch (change.type) {
    case 'room.changed':
      return withRoom(state, change.room);
    case 'question.changed':
      return withQuestion(withRoom(state, change.room), change.question);
    case 'question.left':
      return withoutQuestion(withRoom(state, change.room), change.questionId, change.rev);
    case 'scores.changed':
      return change.scores.reduce((now, { questionId, votes, rev }) => {
        const held = now.questions[questionId];
        return held ? withQuestion(now, { ...held, votes, rev }) : now;
      }, state);
  }
}

function withRoom(state: RoomState, room: Room | null): RoomState {
  return room && room.rev > state.room.rev ? { ...state, room } : state;
}

function withQuestion(state: RoomState, question: Question): RoomState {
  const held = state.questions[question.id];
  if (held && held.rev >= question.rev) return state;
  return { ...state, questions: { ...state.questions, [question.id]: question } };
}

function withoutQuestion(state: RoomState, id: QuestionId, rev: number): RoomState {
  const held = state.questions[id];
  if (!held || held.rev >= rev) return state;
  const { [id]: _left, ...questions } = state.questions;
  return { ...state, questions };
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
