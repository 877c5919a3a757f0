import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { questionId, roomId, type Question, type QuestionStatus, type Room, type QuestionId } from './entity.ts';
import type { RoomChange } from './events.ts';
import { answeredQuestions, applyRoomChange, openQuestions, questionNow, type RoomState } from './state.ts';

const at = new Date(0).toISOString();
const idOf = (n: number) => questionId.parse(String(n).padStart(16, '0'));
const aRoom = (rev: number, nowId: QuestionId | null = null): Room => ({
  ...{ id: roomId.parse('a'.repeat(16)), title: 'Ask a coordinator', purpose: '', language: 'en', readers: 'everyone' },
  ...{ hosts: [], startsAt: at, minutes: 60, status: 'live', liveAt: at, endedAt: null, nowId, rev },
});
const aQuestion = (n: number, rev: number, status: QuestionStatus = 'open', votes = 0): Question => ({
  ...{ id: idOf(n), text: '', by: null, askedAt: at, order: n, rev, status, votes, note: '', settledAt: null },
});
const aChange = (rev: number, parts: Partial<RoomChange>): RoomChange => ({
  type: 'room.changed',
  rev,
  room: null,
  questions: [],
  left: [],
  scores: [],
  ...parts,
});
const score = (n: number, votes: number) => ({ questionId: idOf(n), votes });

/** Three questions; the second gets votes, is answered after the first, and the third leaves. */
const history = [
  aChange(1, { room: aRoom(1) }),
  aChange(2, { questions: [aQuestion(1, 2)] }),
  aChange(3, { questions: [aQuestion(2, 3)] }),
  aChange(4, { questions: [aQuestion(3, 4)] }),
  aChange(5, { scores: [score(2, 7), score(3, 1)] }),
  aChange(6, { room: aRoom(6, idOf(1)), questions: [aQuestion(1, 6, 'answering')] }),
  aChange(7, { room: aRoom(7, idOf(2)), questions: [aQuestion(2, 7, 'answering', 7), aQuestion(1, 7, 'answered')] }),
  aChange(8, { scores: [score(2, 8)] }),
  aChange(9, { left: [idOf(3)] }),
];
const opened: RoomState = { room: aRoom(1), questions: {} };
const apply = (changes: readonly RoomChange[], state = opened) => changes.reduce(applyRoomChange, state);
const end = apply(history);

test('events become the room, its questions and their scores', () => {
  expect(end.room).toMatchObject({ rev: 7, nowId: idOf(2) });
  expect(Object.values(end.questions).map(({ id, status, votes, rev }) => [id, status, votes, rev])).toEqual([
    [idOf(1), 'answered', 0, 7],
    [idOf(2), 'answering', 8, 8],
  ]);
  expect(questionNow(end)?.id).toBe(idOf(2));
  expect(answeredQuestions(end).map(({ id }) => id)).toEqual([idOf(1)]);
});

test('L4: as long as a question is there, late and repeated events change nothing', () => {
  const untilItLeaves = history.slice(0, -1);
  const late = fc.array(fc.nat({ max: untilItLeaves.length - 1 }), { maxLength: 12 });
  fc.assert(
    fc.property(late, (again) => {
      const arrivals = untilItLeaves.flatMap((change, n) => [
        change,
        ...again.filter((m) => m <= n).map((m) => untilItLeaves[m] ?? change),
      ]);
      expect(apply(arrivals)).toEqual(apply(untilItLeaves));
    }),
  );
});

test('L4: each event may come several times in a row, leaving ones too', () => {
  const times = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: history.length, maxLength: history.length });
  fc.assert(
    fc.property(times, (counts) => {
      const arrivals = history.flatMap((change, n) => Array.from({ length: counts[n] ?? 1 }, () => change));
      expect(apply(arrivals)).toEqual(end);
    }),
  );
});

test('I10, L3: whoever starts from any fresh load ends where everybody is', () => {
  for (let at = 0; at <= history.length; at++) {
    const loaded = apply(history.slice(0, at));
    for (let ahead = at; ahead <= history.length; ahead++) {
      // A load says at least what its number says; what it has read beyond comes again.
      const newer = apply(history.slice(0, ahead));
      expect(apply(history.slice(at), ahead === at ? loaded : newer)).toEqual(end);
    }
  }
});

test('what is known already leaves the state untouched, so nothing is drawn again', () => {
  const changes = history.filter(({ questions }) => questions.every(({ id }) => id !== idOf(3)));
  for (const change of changes) expect(applyRoomChange(end, change)).toBe(end);
});

test('a score of a question that is not held is nobody’s', () => {
  expect(applyRoomChange(end, aChange(10, { scores: [score(3, 9)] }))).toBe(end);
});

test('the most wanted question is next, the longest waiting one among equals', () => {
  const questions = [aQuestion(1, 1, 'open', 2), aQuestion(2, 1, 'open', 5), aQuestion(3, 1, 'open', 2)];
  const state = applyRoomChange(opened, aChange(2, { questions: questions.map((one) => ({ ...one, rev: 2 })) }));
  expect(openQuestions(state).map(({ order }) => order)).toEqual([2, 1, 3]);
});
