import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tellOwn } from '@hearth/server/features/accounts/access';
import { insertPerson, moveStatus } from '@hearth/server/features/accounts/store';
import { recoverJoined } from '@hearth/server/features/accounts/welcome';
import { EventModel } from '@hearth/server/streams/model';
import { START, type OwnValue, type StreamEvent } from '@hearth/shared/kernel/protocol';
import type { Result } from '@hearth/shared/kernel/errors';
import { OWN_VOTE } from '@hearth/shared/rooms/own';
import { OWN_READ } from '@hearth/shared/threads/own';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { newcomer } from '../support/joining.ts';
import { signedUp, type Person } from '../support/person.ts';
import { until } from '../support/watching.ts';
import { welcomeStream } from '@hearth/shared/accounts/events';

let app: TestApp;
beforeAll(async () => {
  app = await openApp({ HEARTH_JOIN: 'approval' });
});
afterAll(() => app.close());

/** A page of somebody's that is open on a stream. */
async function open(person: Person, stream: string) {
  const socket = person.openSocket();
  const events: StreamEvent[] = [];
  const own: OwnValue[] = [];
  socket.on('event', (event) => events.push(event));
  socket.on('own', (values) => own.push(...values));
  const answer = await socket.emitWithAck('watch', stream, START);
  return { answer, events, own, close: () => socket.disconnect() };
}

const newest = (own: readonly OwnValue[], kind: string, key: string) =>
  own.findLast((value) => value.kind === kind && value.key === key)?.value;

const reasonOf = (answer: Result<unknown>) => (answer.ok ? 'ok' : answer.error.reason);

test('L2: nobody watches another one’s stream, staff included, and members do not see who waits', async () => {
  const [ana, admin, stranger] = [await app.person(), await app.person({ role: 'admin' }), app.stranger()];
  const own = `person:${ana.personId}`;
  for (const [person, stream, expected] of [
    [ana, own, 'ok'],
    [admin, own, 'no-such-thing'],
    [stranger, own, 'no-such-thing'],
    [admin, 'welcome:network', 'ok'],
    [ana, 'welcome:network', 'no-such-thing'],
    [stranger, 'welcome:network', 'no-such-thing'],
    [admin, 'welcome:elsewhere', 'invalid-input'],
  ] as const) {
    const { answer, close } = await open(person, stream);
    expect([stream, reasonOf(answer)]).toEqual([stream, expected]);
    close();
  }
});

test('L12: nothing is stored of when somebody was here', async () => {
  const [ana, ben] = [await app.person(), await app.person()];
  const tab = await open(ben, `person:${ben.personId}`);
  const { id: threadId } = await aThread(ben, await aBoard());
  const { id: roomId } = await aRoom(await app.person({ role: 'moderator' }));
  const { question } = await ben.do('question.ask', { roomId, text: 'Who drives?', anonymous: false });
  await ana.do('thread.mark-read', { threadId, no: 1 });
  await ana.do('question.vote', { roomId, questionId: question.id, up: true });
  await ana.do('account.end-session', { sessionId: 'none' });
  await app.settled();
  expect(await EventModel.countDocuments({ stream: `person:${ana.personId}` })).toBe(0);
  // Nor is anybody else told of it.
  expect(tab.own.map(({ kind }) => kind)).not.toContain(OWN_VOTE);
  tab.close();
});

test('two tabs agree at once on votes, what was read, devices and role', async () => {
  const [ana, admin] = [await app.person(), await app.person({ role: 'admin' })];
  const tab = await open(ana, `person:${ana.personId}`);
  const { id: threadId } = await aThread(admin, await aBoard());
  const { id: roomId } = await aRoom(await app.person({ role: 'moderator' }));
  const { question } = await admin.do('question.ask', { roomId, text: 'Who drives?', anonymous: false });

  await ana.do('thread.mark-read', { threadId, no: 1 });
  await ana.do('question.vote', { roomId, questionId: question.id, up: true });
  await app.settled();
  await until(() => newest(tab.own, OWN_READ, threadId) === 1, 'what was read');
  const key = `${roomId}/${question.id}`;
  await until(() => newest(tab.own, OWN_VOTE, key) === true, 'the vote');
  await ana.do('question.vote', { roomId, questionId: question.id, up: false });
  await app.settled();
  await until(() => newest(tab.own, OWN_VOTE, key) === false, 'the vote to be taken back');

  const before = newest(tab.own, 'account', '');
  await ana.do('account.end-session', { sessionId: 'some other device' });
  await app.settled();
  await until(() => newest(tab.own, 'account', '') !== before, 'the devices');
  for (const role of ['moderator', 'admin', 'member'] as const) {
    const told = tab.events.length;
    await admin.do('person.set-role', { personId: ana.personId, role });
    await until(() => tab.events.length > told, `to be ${role}`);
  }
  tab.close();
});

test('how far somebody has read never goes back, whichever tab says it last', async () => {
  const ana = await app.person();
  const tab = await open(ana, `person:${ana.personId}`);
  const { id: threadId } = await aThread(ana, await aBoard());
  for (const text of ['two', 'three']) await ana.do('post.reply', { threadId, text });
  for (const no of [3, 2]) {
    expect(await ana.do('thread.mark-read', { threadId, no })).toEqual({ no: 3 });
    await app.settled();
  }
  // As when two of its commands at once are told in the other order.
  for (const no of [7, 6]) tellOwn(app.services, ana.personId, OWN_READ, threadId, no);
  await app.settled();
  await until(() => newest(tab.own, OWN_READ, threadId) === 7, 'the highest to be told');
  expect(tab.own.filter(({ kind }) => kind === OWN_READ).map(({ value }) => value)).not.toContain(2);
  tab.close();
});

test('who joins and who is let in moves what staff see, and a server that died in between tells it once', async () => {
  const moderator = await app.person({ role: 'moderator' });
  const desk = await open(moderator, 'welcome:network');
  const waiting = () => desk.events.map(({ change }) => change && welcomeStream.change.parse(change).waiting).at(-1);
  const id = 'abcdef0123456789';
  const fields = { work: 'parent', school: '', state: '', languages: ['en'], bio: '', locale: 'en' } as const;
  const joinedAt = new Date(app.clock.now().getTime() - 60_000);
  const nobody = { email: 'nia@example.org', name: 'Nia', role: 'member', isDemo: false, joinedAt } as const;
  await insertPerson({ ...fields, ...nobody, id, status: 'waiting', isUntold: true });
  await recoverJoined(app.services);
  await recoverJoined(app.services);
  await app.settled();
  await until(() => waiting() === 1, 'somebody to wait');
  expect(await EventModel.countDocuments({ stream: `person:${id}` })).toBe(1);

  await moderator.do('person.decide', { personId: id, welcome: true });
  await moderator.do('person.decide', { personId: id, welcome: false });
  await app.settled();
  await until(() => waiting() === 0, 'nobody to wait');
  expect(await moderator.see('person.get', { personId: id })).toMatchObject({ name: 'Nia' });
  desk.close();
});

test('whom the command line closes while they wait is in nobody’s line', async () => {
  const moderator = await app.person({ role: 'moderator' });
  const desk = await open(moderator, 'welcome:network');
  const waiting = () => desk.events.map(({ change }) => change && welcomeStream.change.parse(change).waiting).at(-1);
  await signedUp(app.url, app.services, newcomer());
  await until(() => waiting() === 1, 'somebody to wait');
  const [somebody] = (await moderator.see('person.waiting', {})).people;
  await moveStatus(somebody?.id ?? '', 'waiting', 'closed');
  await until(() => waiting() === 0, 'nobody to wait');
  desk.close();
});

test('what was told somebody alone is gone with them', async () => {
  const ana = await app.person();
  const admin = await app.person({ role: 'admin' });
  await admin.do('person.set-role', { personId: ana.personId, role: 'moderator' });
  await app.settled();
  const stream = `person:${ana.personId}`;
  expect(await EventModel.countDocuments({ stream })).toBeGreaterThan(0);
  const { me } = await ana.see('account.me', {});
  await ana.post('account.erase', { email: me?.email ?? '', words: 'keep' });
  await app.settled();
  expect(await EventModel.countDocuments({ stream })).toBe(0);
});
