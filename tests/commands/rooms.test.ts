import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RoomId } from '@hearth/shared/rooms/entity';
import { putEntry } from '@hearth/server/streams/tally-store';
import { roomLimits } from '@hearth/shared/rooms/limits';
import { aRoom } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let host: Person;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  app = await openApp();
  host = await app.person({ role: 'moderator' });
  ana = await app.person();
  ben = await app.person();
});
afterAll(() => app.close());

const ask = async (person: Person, roomId: RoomId, text = 'Who has the key?') =>
  (await person.do('question.ask', { roomId, text, anonymous: false })).question.id;

async function statuses(roomId: RoomId): Promise<string[]> {
  const { questions } = await host.see('room.get', { roomId });
  return questions.sort((a, b) => a.order - b.order).map(({ status }) => status);
}

test('of two hosts who start two questions at once, one does, and the other is told which', async () => {
  const second = await app.person({ role: 'admin' });
  const { id: roomId } = await aRoom(host);
  const [one, two] = [await ask(ana, roomId, 'The first'), await ask(ben, roomId, 'The second')];
  const results = await Promise.all([
    host.try('question.answer-now', { roomId, questionId: one, replaces: null }),
    second.try('question.answer-now', { roomId, questionId: two, replaces: null }),
  ]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  const refused = results.find(({ ok }) => !ok);
  expect(refused).toMatchObject({
    error: { reason: 'answering-another', params: { name: expect.stringMatching(/The (first|second)/) } },
  });
  expect((await statuses(roomId)).sort()).toEqual(['answering', 'open']);
});

test('the next question takes the place of the one that is being answered, in one step', async () => {
  const { id: roomId } = await aRoom(host);
  const [one, two] = [await ask(ana, roomId), await ask(ben, roomId)];
  await host.do('question.answer-now', { roomId, questionId: one, replaces: null });
  const { room } = await host.do('question.answer-now', { roomId, questionId: two, replaces: one });
  expect(room?.nowId).toBe(two);
  expect(await statuses(roomId)).toEqual(['answered', 'answering']);
});

test('ending a room puts back what was being answered, and closes asking and voting', async () => {
  const { id: roomId } = await aRoom(host);
  const one = await ask(ana, roomId);
  await host.do('question.answer-now', { roomId, questionId: one, replaces: null });
  const ended = await host.do('room.end', { roomId });
  expect(ended).toMatchObject({ status: 'ended', nowId: null });
  expect(await statuses(roomId)).toEqual(['open']);
  expect(await ben.try('question.ask', { roomId, text: 'Too late?', anonymous: false })).toMatchObject({
    error: { reason: 'asking-closed' },
  });
  expect(await ben.try('question.vote', { roomId, questionId: one, up: true })).toMatchObject({
    error: { reason: 'question-closed' },
  });
  expect(await host.do('room.end', { roomId })).toEqual(ended);
});

test('a room that was ended by mistake comes back within a day, not after', async () => {
  const { id: roomId } = await aRoom(host);
  await host.do('room.end', { roomId });
  expect(await host.do('room.open', { roomId })).toMatchObject({ status: 'live', endedAt: null });
  await host.do('room.end', { roomId });
  app.clock.advance(25 * 3_600_000);
  expect(await host.try('room.open', { roomId })).toMatchObject({ error: { reason: 'room-ended' } });
  app.clock.advance(-25 * 3_600_000);
});

test('I7: fifty identical votes count once; taking it back counts none; nobody votes for their own', async () => {
  const { id: roomId } = await aRoom(host);
  const questionId = await ask(ana, roomId);
  const votes = async () => (await ana.see('room.get', { roomId })).questions[0]?.votes;
  await Promise.all(Array.from({ length: 50 }, () => ben.do('question.vote', { roomId, questionId, up: true })));
  await app.settled();
  expect(await votes()).toBe(1);
  await ben.do('question.vote', { roomId, questionId, up: false });
  await app.settled();
  expect(await votes()).toBe(0);
  expect(await ana.try('question.vote', { roomId, questionId, up: true })).toMatchObject({
    error: { reason: 'own-question' },
  });
});

test('I7: two hundred voters are counted exactly, in far fewer events', async () => {
  const { id: roomId } = await aRoom(host);
  const questionId = await ask(ana, roomId);
  const voters = await Promise.all(Array.from({ length: 200 }, () => app.person()));
  const before = (await host.see('room.get', { roomId })).position.seq;
  await Promise.all(
    voters.flatMap((voter) => [1, 2].map(() => voter.do('question.vote', { roomId, questionId, up: true }))),
  );
  await app.settled();
  const after = await host.see('room.get', { roomId });
  expect(after.questions[0]?.votes).toBe(200);
  expect(after.position.seq - before).toBeLessThan(60);
}, 60_000);

test('a score whose announcement was swallowed by a crash is announced by recovery', async () => {
  const { id: roomId } = await aRoom(host);
  const questionId = await ask(ana, roomId);
  const at = new Date(app.clock.now().getTime() - 10_000);
  const vote = { tally: 'question-votes', streamId: roomId, subject: questionId, value: 'up' };
  await putEntry({ ...vote, personId: ben.personId, at });
  await until(
    async () => (await ana.see('room.get', { roomId })).questions[0]?.votes === 1,
    'recovery to count',
    12_000,
  );
}, 15_000);

test('votes stay while a question is answered, set aside and brought back', async () => {
  const { id: roomId } = await aRoom(host);
  const questionId = await ask(ana, roomId);
  await ben.do('question.vote', { roomId, questionId, up: true });
  await app.settled();
  await host.do('question.dismiss', { roomId, questionId, note: '' });
  const { question } = await host.do('question.reopen', { roomId, questionId });
  expect(question).toMatchObject({ status: 'open', votes: 1 });
});

test('nobody fills a room alone', async () => {
  const { id: roomId } = await aRoom(host);
  for (let n = 0; n < roomLimits.openQuestionsEach; n++) await ask(ana, roomId, `Question ${n}`);
  expect(await ana.try('question.ask', { roomId, text: 'One more', anonymous: true })).toMatchObject({
    error: { reason: 'too-many-open' },
  });
  await ask(ben, roomId);
});

test('members neither announce nor lead rooms, and a room for members is not there for strangers', async () => {
  const times = { startsAt: new Date().toISOString(), minutes: 30 };
  const wanted = {
    title: 'Mine',
    purpose: 'Mine',
    language: 'en' as const,
    readers: 'members' as const,
    hosts: [],
    ...times,
  };
  expect(await ana.try('room.schedule', wanted)).toMatchObject({ error: { reason: 'not-allowed' } });
  const room = await host.do('room.schedule', wanted);
  for (const name of ['room.open', 'room.end'] as const) {
    expect(await ana.try(name, { roomId: room.id })).toMatchObject({ error: { reason: 'not-allowed' } });
  }
  expect((await app.stranger().get('room.get', { roomId: room.id })).status).toBe(404);
  expect((await app.stranger().see('room.list', {})).some(({ id }) => id === room.id)).toBe(false);
});
