import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeForgotten } from '@hearth/server/features/rooms/closing';
import { RoomModel } from '@hearth/server/features/rooms/model';
import { JobModel } from '@hearth/server/jobs/model';
import { readFrom } from '@hearth/server/streams/store';
import { roomLimits } from '@hearth/shared/rooms/limits';
import { aRoom } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';

const HOUR_MS = 3_600_000;
/** Longer than a room of an hour that begins in a minute may be open. */
const OVER_MS = HOUR_MS + (roomLimits.graceMinutes + 2) * 60_000;

let app: TestApp;
let host: Person;
let email: string;
beforeAll(async () => {
  app = await openApp();
  host = await app.person({ role: 'moderator' });
  email = (await host.see('account.me', {})).me?.email ?? '';
});
afterAll(() => app.close());

const mails = () =>
  app.services.mailer.inbox()?.filter(({ to, subject }) => to.address === email && /was closed/.test(subject)) ?? [];
const roomOf = async (roomId: Awaited<ReturnType<typeof aRoom>>['id']) => (await host.see('room.get', { roomId })).room;

test('a room that nobody ends is closed two hours after its time, its hosts get a word, and they may open it again', async () => {
  const { id } = await aRoom(host, { now: app.clock.now().getTime() });
  const { question } = await host.do('question.ask', { roomId: id, text: 'Who has the key?', anonymous: false });
  await host.do('question.answer-now', { roomId: id, questionId: question.id, replaces: null });
  app.clock.advance(OVER_MS - 5 * 60_000);
  await app.settled();
  expect((await roomOf(id)).status).toBe('live');
  app.clock.advance(5 * 60_000);
  await app.settled();
  expect(await roomOf(id)).toMatchObject({ status: 'ended', nowId: null });
  expect(mails()).toHaveLength(1);
  expect(mails()[0]).toMatchObject({ subject: 'Your room “Ask a coordinator” was closed' });
  expect(mails()[0]?.text).toContain(`/rooms/${id}`);

  await host.do('room.open', { roomId: id });
  await app.settled();
  expect((await roomOf(id)).status).toBe('live');
  app.clock.advance(OVER_MS);
  await app.settled();
  expect((await roomOf(id)).status).toBe('ended');
  expect(mails()).toHaveLength(2);
});

test('a room that somebody ended and opened again is not closed at the first time', async () => {
  const { id } = await aRoom(host, { now: app.clock.now().getTime() });
  app.clock.advance(2 * HOUR_MS);
  await host.do('room.end', { roomId: id });
  await host.do('room.open', { roomId: id });
  app.clock.advance(OVER_MS - 2 * HOUR_MS);
  const before = mails().length;
  await app.settled();
  expect((await roomOf(id)).status).toBe('live');
  await host.do('room.end', { roomId: id });
  app.clock.advance(OVER_MS);
  await app.settled();
  expect(mails()).toHaveLength(before);
});

const closings = async (roomId: string) => {
  const waiting = await JobModel.find({ kind: closeForgotten.name, 'input.roomId': roomId, status: 'waiting' }).lean();
  return waiting.map(({ at }) => at.getTime());
};

test('a room waits to be closed once, however often it was moved, and no more when it is called off', async () => {
  const { id: roomId, title, purpose, language } = await aRoom(host, { live: false, now: app.clock.now().getTime() });
  const edited = { roomId, title, purpose, language, minutes: 30 };
  const moved = (hours: number) => new Date(app.clock.now().getTime() + hours * HOUR_MS).toISOString();
  for (const startsAt of [moved(24), moved(48), moved(72)]) {
    await host.do('room.edit', { ...edited, startsAt });
    // Only its words are others now.
    await host.do('room.edit', { ...edited, title: 'Another title', startsAt });
    expect(await closings(roomId)).toEqual([
      Date.parse(startsAt) + (edited.minutes + roomLimits.graceMinutes) * 60_000,
    ]);
  }
  await host.do('room.open', { roomId });
  expect(await closings(roomId)).toHaveLength(1);
  await host.do('room.end', { roomId });
  expect(await closings(roomId)).toEqual([]);
  const { id: off } = await aRoom(host, { live: false, now: app.clock.now().getTime() });
  await host.do('room.cancel', { roomId: off });
  expect(await closings(off)).toEqual([]);
});

test('an end that is sent again, after the room was opened again, leaves the new closing where it is', async () => {
  const { id: roomId } = await aRoom(host, { now: app.clock.now().getTime() });
  const ending = randomUUID();
  await host.do('room.end', { roomId }, ending);
  await host.do('room.open', { roomId });
  expect(await closings(roomId)).toHaveLength(1);
  await host.do('room.end', { roomId }, ending);
  expect(await closings(roomId)).toHaveLength(1);
  expect((await roomOf(roomId)).status).toBe('live');
});

test('two servers that close the same room at once, and one that does it again, end it once and write once', async () => {
  const { id } = await aRoom(host, { now: app.clock.now().getTime() });
  const room = await RoomModel.findById(id).lean();
  const input = { roomId: id, closesAt: room?.closesAt?.toISOString() ?? '' };
  const before = mails().length;
  const close = () => closeForgotten.run(app.services, input, { signal: new AbortController().signal, isLast: false });
  await Promise.all([close(), close()]);
  await close();
  await app.settled();
  expect(await readFrom(`room:${id}`, 3, 10)).toHaveLength(1);
  expect(mails()).toHaveLength(before + 1);
});
