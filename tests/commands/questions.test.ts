import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RoomModel } from '@hearth/server/features/rooms/model';
import { commandId } from '@hearth/shared/kernel/ids';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { questionId, type RoomId } from '@hearth/shared/rooms/entity';
import { roomLimits } from '@hearth/shared/rooms/limits';
import { aRoom } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let host: Person;
let admin: Person;
let ana: Person;
let ben: Person;
let roomId: RoomId;
beforeAll(async () => {
  app = await openApp();
  host = await app.person({ role: 'moderator' });
  admin = await app.person({ role: 'admin' });
  ana = await app.person();
  ben = await app.person();
});
afterAll(() => app.close());

const aFreshRoom = async () => (roomId = (await aRoom(host)).id);
const ask = async (person: Person, text = 'Who has the key?') =>
  (await person.do('question.ask', { roomId, text, anonymous: false })).question.id;
const seqNow = async () => (await host.see('room.get', { roomId })).position.seq;

test('a question is asked once, however often and at whatever time its command arrives', async () => {
  await aFreshRoom();
  const id = randomUUID();
  const input = { roomId, text: 'Only once?', anonymous: false };
  const answers = await Promise.all(Array.from({ length: 10 }, () => ana.do('question.ask', input, id)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);

  for (let n = 1; n < roomLimits.openQuestionsEach; n++) await ask(ana, `Another ${n}`);
  await host.do('room.end', { roomId });
  expect(await ana.do('question.ask', input, id)).toEqual(answers[0]);
  expect((await ana.see('room.get', { roomId })).questions).toHaveLength(roomLimits.openQuestionsEach);
});

test('a command made to have the id of somebody’s question cannot overwrite it', async () => {
  await aFreshRoom();
  const theirs = await ask(ana, 'What Ana asked');
  const made = commandId.parse(`11111111-1111-4111-${theirs.slice(0, 4)}-${theirs.slice(4)}`);
  expect(idFrom(made)).toBe(theirs);
  const result = await ben.try('question.ask', { roomId, text: 'Ben was here', anonymous: false }, made);
  expect(result).toMatchObject({ ok: false, error: { reason: 'id-taken' } });
  expect((await host.see('room.get', { roomId })).questions).toMatchObject([{ id: theirs, text: 'What Ana asked' }]);
});

test('taking back and asking again fills no room', async () => {
  await aFreshRoom();
  for (let n = 0; n < roomLimits.questionsEach; n++) {
    const questionId = await ask(ana, `And again ${n}`);
    await ana.do('question.withdraw', { roomId, questionId });
  }
  expect(await ana.try('question.ask', { roomId, text: 'Once more', anonymous: true })).toMatchObject({
    error: { reason: 'too-many-asked', params: { most: roomLimits.questionsEach } },
  });
  await ask(ben, 'Somebody else’s');
});

test('what a co-host has answered keeps its note: it cannot be set aside without being brought back first', async () => {
  await aFreshRoom();
  const questionId = await ask(ana);
  await host.do('question.answered', { roomId, questionId, note: 'Mr. Ito has it.' });
  expect(await host.try('question.dismiss', { roomId, questionId, note: '' })).toMatchObject({
    error: { reason: 'question-closed' },
  });
  expect((await ana.see('room.get', { roomId })).questions).toMatchObject([
    { status: 'answered', note: 'Mr. Ito has it.' },
  ]);
});

test('a room takes so many questions and no more', async () => {
  await aFreshRoom();
  await RoomModel.updateOne({ _id: roomId }, { $set: { asked: roomLimits.questions - 1 } });
  app.services.streams.aggregates.forget(`room:${roomId}`);
  await ask(ana, 'The last one');
  expect(await ben.try('question.ask', { roomId, text: 'One too many', anonymous: false })).toMatchObject({
    error: { reason: 'asking-closed' },
  });
});

test('H4: the last places of a room are for those who have not asked', async () => {
  await aFreshRoom();
  await ask(ana);
  await RoomModel.updateOne({ _id: roomId }, { $set: { asked: roomLimits.questions - roomLimits.questionsForFirst } });
  app.services.streams.aggregates.forget(`room:${roomId}`);
  const filling = { ok: false, error: { reason: 'room-filling' } };
  expect(await ana.try('question.ask', { roomId, text: 'Another one', anonymous: true })).toMatchObject(filling);
  await ask(ben, 'The first of Ben');
  expect(await ben.try('question.ask', { roomId, text: 'The second', anonymous: true })).toMatchObject(filling);
});

test('whoever asked takes a waiting question back; it stays theirs to see, and nobody else’s', async () => {
  await aFreshRoom();
  const id = await ask(ana);
  expect(await ben.try('question.withdraw', { roomId, questionId: id })).toMatchObject({
    error: { reason: 'not-yours' },
  });
  const { question } = await ana.do('question.withdraw', { roomId, questionId: id });
  expect(question).toMatchObject({ id, status: 'withdrawn', text: 'Who has the key?' });
  expect((await ana.see('room.get', { roomId })).mine.questions).toMatchObject([{ id, status: 'withdrawn' }]);
  for (const person of [ana, ben, host, admin])
    expect((await person.see('room.get', { roomId })).questions).toEqual([]);
  for (const name of ['question.answered', 'question.dismiss'] as const) {
    expect(await host.try(name, { roomId, questionId: id, note: '' })).toMatchObject({
      error: { reason: 'no-such-thing' },
    });
  }
});

test('what is being answered is not taken back any more', async () => {
  await aFreshRoom();
  const id = await ask(ana);
  await host.do('question.answer-now', { roomId, questionId: id, replaces: null });
  expect(await ana.try('question.withdraw', { roomId, questionId: id })).toMatchObject({
    error: { reason: 'question-closed' },
  });
});

test('of two hosts who start the same question at once, one does, and the other is told it is being answered', async () => {
  await aFreshRoom();
  const id = await ask(ana, 'Wanted by both');
  const start = (person: Person) => person.try('question.answer-now', { roomId, questionId: id, replaces: null });
  const results = await Promise.all([start(host), start(admin)]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.find(({ ok }) => !ok)).toMatchObject({
    error: { reason: 'answering-another', params: { name: 'Wanted by both' } },
  });
});

test('a host who looks at an old page replaces nothing', async () => {
  await aFreshRoom();
  const [one, two, three] = [await ask(ana, 'One'), await ask(ana, 'Two'), await ask(ana, 'Three')];
  await host.do('question.answer-now', { roomId, questionId: one, replaces: null });
  await host.do('question.answer-now', { roomId, questionId: two, replaces: one });
  const late = await admin.try('question.answer-now', { roomId, questionId: three, replaces: one });
  expect(late).toMatchObject({ error: { reason: 'answering-another', params: { name: 'Two' } } });
  await host.do('question.answered', { roomId, questionId: two, note: 'Said.' });
  const none = await admin.try('question.answer-now', { roomId, questionId: three, replaces: two });
  expect(none).toMatchObject({ error: { reason: 'question-closed' } });
  expect((await host.see('room.get', { roomId })).room.nowId).toBeNull();
});

test('reopening puts back what is being answered, and changes nothing about what waits already', async () => {
  await aFreshRoom();
  const id = await ask(ana);
  await host.do('question.answer-now', { roomId, questionId: id, replaces: null });
  const { room, question } = await host.do('question.reopen', { roomId, questionId: id });
  expect([room?.nowId, question.status, question.settledAt]).toEqual([null, 'open', null]);
  const before = await seqNow();
  const again = await host.do('question.reopen', { roomId, questionId: id });
  expect(again.question).toEqual(question);
  expect(await seqNow()).toBe(before);
});

test('an answer’s note is for everyone; brought back, the question has neither note nor time', async () => {
  await aFreshRoom();
  const id = await ask(ana);
  await host.do('question.answered', { roomId, questionId: id, note: 'Ask at the office.' });
  const [answered] = (await app.stranger().see('room.get', { roomId })).questions;
  expect(answered).toMatchObject({ status: 'answered', note: 'Ask at the office.', settledAt: expect.any(String) });
  expect(await host.try('question.answered', { roomId, questionId: id, note: 'Twice' })).toMatchObject({
    error: { reason: 'question-closed' },
  });
  const { question } = await host.do('question.reopen', { roomId, questionId: id });
  expect(question).toMatchObject({ status: 'open', note: '', settledAt: null });
});

test('members settle nothing, moderators only where they host, and a question of another room is not found', async () => {
  await aFreshRoom();
  const id = await ask(ana);
  const moderator = await app.person({ role: 'moderator' });
  for (const person of [ana, ben, moderator]) {
    const refusals = await Promise.all([
      person.try('question.answer-now', { roomId, questionId: id, replaces: null }),
      person.try('question.answered', { roomId, questionId: id, note: '' }),
      person.try('question.dismiss', { roomId, questionId: id, note: '' }),
      person.try('question.reopen', { roomId, questionId: id }),
    ]);
    for (const refusal of refusals) expect(refusal).toMatchObject({ error: { reason: 'not-allowed' } });
  }
  await aFreshRoom();
  for (const other of [id, questionId.parse('0'.repeat(16))]) {
    expect(await host.try('question.reopen', { roomId, questionId: other })).toMatchObject({
      error: { reason: 'no-such-thing' },
    });
  }
});
