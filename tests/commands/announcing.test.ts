import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFrom } from '@hearth/server/streams/store';
import type { RoomId } from '@hearth/shared/rooms/entity';
import { roomLimits } from '@hearth/shared/rooms/limits';
import { aRoom } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const words = { title: 'Ask a coordinator', purpose: 'Bring what is on your mind.', language: 'en' } as const;
const room = { ...words, readers: 'everyone' as const, minutes: 10, hosts: [] };

let app: TestApp;
let host: Person;
let ana: Person;
beforeAll(async () => {
  app = await openApp();
  host = await app.person({ role: 'moderator' });
  ana = await app.person();
});
afterAll(() => app.close());

const now = () => app.clock.now().getTime();
const inTime = (ms: number) => new Date(now() + ms).toISOString();
const roomOf = async (roomId: RoomId) => (await ana.see('room.get', { roomId })).room;
const mailsTo = async (person: Person, subject: RegExp) => {
  const email = (await person.see('account.me', {})).me?.email;
  return (app.services.mailer.inbox() ?? []).filter((mail) => mail.to.address === email && subject.test(mail.subject));
};

test.each([
  ['last year', -365 * DAY],
  ['an hour ago', -60 * MINUTE],
])(
  'W6, R7: office hours of %s are refused at the field, with the next time that people would choose',
  async (_, ms) => {
    const refused = await host.try('room.schedule', { ...room, startsAt: inTime(ms) });
    expect(refused).toMatchObject({ error: { reason: 'room-in-past', fields: { startsAt: 'room-in-past' } } });
    const next = Date.parse(refused.ok ? '' : String(refused.error.params?.['next']));
    expect(next % (30 * MINUTE)).toBe(0);
    expect(next - now()).toBeGreaterThan(0);
    expect(next - now()).toBeLessThanOrEqual(45 * MINUTE);
    expect(await host.try('room.schedule', { ...room, startsAt: new Date(next).toISOString() })).toMatchObject({
      ok: true,
    });
  },
);

test('R7: the year 9999 is too far, a year is not', async () => {
  expect(await host.try('room.schedule', { ...room, startsAt: '9999-12-31T23:59:00.000Z' })).toMatchObject({
    error: { reason: 'room-too-far', fields: { startsAt: 'room-too-far' } },
  });
  expect(await host.try('room.schedule', { ...room, startsAt: inTime(365 * DAY) })).toMatchObject({ ok: true });
});

test('R7: what was announced in time stays announced, though the answer was lost until after it', async () => {
  const [id, startsAt] = [randomUUID(), inTime(20 * MINUTE)];
  const first = await host.do('room.schedule', { ...room, startsAt }, id);
  app.clock.advance(DAY);
  expect(await host.do('room.schedule', { ...room, startsAt }, id)).toEqual(first);
});

test('R7: ten minutes that nobody opens are over in time: no more questions, a word to the host, and another time', async () => {
  const { id: roomId } = await host.do('room.schedule', { ...room, startsAt: inTime(20 * MINUTE) });
  await ana.do('question.ask', { roomId, text: 'Who has the key?', anonymous: false });
  app.clock.advance((30 + roomLimits.graceMinutes + 1) * MINUTE);
  await app.settled();
  expect(await roomOf(roomId)).toMatchObject({ status: 'ended', liveAt: null });
  expect(await ana.try('question.ask', { roomId, text: 'Still?', anonymous: false })).toMatchObject({
    error: { reason: 'asking-closed' },
  });
  const told = await mailsTo(host, /did not take place/);
  expect(told.filter(({ text }) => text.includes(roomId))).toHaveLength(1);

  await host.do('room.edit', { roomId, ...words, minutes: 10, startsAt: inTime(DAY) });
  expect(await roomOf(roomId)).toMatchObject({ status: 'scheduled', endedAt: null });
  await ana.do('question.ask', { roomId, text: 'And now?', anonymous: false });
});

test('R7: ten minutes that nobody ends are over three hours later', async () => {
  const { id: roomId } = await host.do('room.schedule', { ...room, startsAt: inTime(MINUTE) });
  await host.do('room.open', { roomId });
  app.clock.advance(180 * MINUTE);
  await app.settled();
  expect(await roomOf(roomId)).toMatchObject({ status: 'ended' });
});

test('W7: hosts change, move and call off what is to come, and a moved room is closed at its new time', async () => {
  const { id: roomId } = await aRoom(host, { live: false, now: now() });
  const startsAt = inTime(3 * DAY);
  const moved = { roomId, ...words, title: 'Moved', minutes: 45, startsAt, zone: 'America/Chicago' };
  expect(await host.do('room.edit', moved)).toMatchObject({ title: 'Moved', minutes: 45, startsAt, zone: moved.zone });
  app.clock.advance(DAY);
  await app.settled();
  expect(await roomOf(roomId)).toMatchObject({ status: 'scheduled', title: 'Moved' });

  expect(await host.do('room.cancel', { roomId })).toMatchObject({ status: 'ended', cancelled: true });
  expect(await host.do('room.cancel', { roomId })).toMatchObject({ status: 'ended', cancelled: true });
  expect(await ana.try('question.ask', { roomId, text: 'Is it on?', anonymous: false })).toMatchObject({
    error: { reason: 'asking-closed' },
  });
  app.clock.advance(3 * DAY);
  await app.settled();
  expect(await mailsTo(host, /Moved/)).toEqual([]);
  const again = await host.do('room.edit', { ...moved, startsAt: inTime(DAY) });
  expect(again).toMatchObject({ status: 'scheduled' });
  expect(again.cancelled).toBeUndefined();
});

test('W7: what it was called before is in no log, and whoever repeats the announcement is told what it is called now', async () => {
  const [id, startsAt] = [randomUUID(), inTime(DAY)];
  const { id: roomId } = await host.do('room.schedule', { ...room, title: 'Called so before', startsAt }, id);
  await host.do('room.edit', { roomId, ...words, title: 'Called so now', minutes: 45, startsAt });
  await app.settled();
  const events = await readFrom(`room:${roomId}`, 1, 10);
  expect(JSON.stringify(events)).not.toContain('Called so before');
  const again = { ...room, title: 'Called so before', startsAt };
  expect(await host.do('room.schedule', again, id)).toMatchObject({ title: 'Called so now', minutes: 10 });
});

test('W7: what has begun is neither moved nor called off', async () => {
  const { id: roomId } = await aRoom(host, { now: now() });
  const moved = { roomId, ...words, minutes: 45, startsAt: inTime(DAY) };
  for (const refused of [await host.try('room.edit', moved), await host.try('room.cancel', { roomId })])
    expect(refused).toMatchObject({ error: { reason: 'room-begun' } });
  await host.do('room.end', { roomId });
  expect(await host.try('room.edit', moved)).toMatchObject({ error: { reason: 'room-begun' } });
});

test('part 6: a zone is one that there is', async () => {
  const startsAt = inTime(DAY);
  for (const zone of ['Moon/Base', '', 'x'.repeat(80)])
    expect(await host.try('room.schedule', { ...room, startsAt, zone })).toMatchObject({
      error: { reason: 'invalid-input', fields: { zone: expect.any(String) } },
    });
  expect(await host.do('room.schedule', { ...room, startsAt, zone: 'America/Denver' })).toMatchObject({
    zone: 'America/Denver',
  });
});

test('W2: why a question was set aside is told to its asker, and what was noted about it to hosts alone', async () => {
  const { id: roomId } = await aRoom(host, { now: now() });
  const { question } = await ana.do('question.ask', { roomId, text: 'Who has the key?', anonymous: true });
  const its = { roomId, questionId: question.id };
  await host.do('question.dismiss', { ...its, note: 'For hosts', reason: 'personal' });
  const [seen, hosting] = [await ana.see('room.get', { roomId }), await host.see('room.get', { roomId })];
  expect(seen.questions).toEqual([]);
  expect(seen.mine.questions).toMatchObject([{ status: 'dismissed', reason: 'personal', note: '' }]);
  expect(hosting.questions).toMatchObject([{ status: 'dismissed', reason: 'personal', note: 'For hosts' }]);
  await host.do('question.reopen', its);
  expect((await ana.see('room.get', { roomId })).questions[0]?.reason).toBeUndefined();
});
