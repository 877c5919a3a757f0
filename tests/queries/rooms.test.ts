import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Readers } from '@hearth/shared/kernel/rights';
import mongoose from 'mongoose';
import { aRoom } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';

const HOUR = 3_600_000;
let app: TestApp;
let host: Person;
let member: Person;
beforeAll(async () => {
  app = await openApp();
  host = await app.person({ role: 'moderator' });
  member = await app.person();
});
afterAll(() => app.close());

/** Announced at its time where that has passed. */
async function announce(title: string, inHours: number, readers: Readers = 'everyone') {
  const startsAt = new Date(app.clock.now().getTime() + inHours * HOUR).toISOString();
  const back = Math.min(0, inHours) * HOUR;
  app.clock.advance(back);
  try {
    const words = { title, purpose: 'To talk', language: 'en' as const };
    return await host.do('room.schedule', { ...words, readers, startsAt, minutes: 30, hosts: [] });
  } finally {
    app.clock.advance(-back);
  }
}
const titles = async (person: Person) => (await person.see('room.list', {})).map(({ title }) => title);

test('rooms stand by what matters now, and one that nobody opened is not coming any more', async () => {
  await announce('forgotten', -25);
  await announce('late', -1);
  await announce('tomorrow', 24);
  await announce('in an hour', 1);
  for (const [title, hours] of [
    ['over', -5],
    ['over before', -9],
  ] as const) {
    const { id } = await announce(title, hours);
    await host.do('room.open', { roomId: id });
    await host.do('room.end', { roomId: id });
  }
  await host.do('room.open', { roomId: (await announce('live', 0)).id });
  await app.settled();
  const order = ['live', 'late', 'in an hour', 'tomorrow', 'over', 'over before', 'forgotten'];
  expect(await titles(app.stranger())).toEqual(order);
});

test('rooms one may not see take no place on the list', async () => {
  for (let n = 0; n < 30; n++) await announce(`staff ${n}`, 2, 'staff');
  await announce('members', 3, 'members');
  await announce('everyone', 4);
  const seen = async (person: Person) =>
    (await titles(person)).filter((title) => ['staff 0', 'staff 1', 'members', 'everyone'].includes(title));
  expect(await seen(app.stranger())).toEqual(['everyone']);
  expect(await seen(member)).toEqual(['members', 'everyone']);
  expect(await seen(host)).toEqual(expect.arrayContaining(['staff 0', 'staff 1']));
});

test('a room is announced once, with everybody who hosts it, and not with somebody who does not exist', async () => {
  const id = randomUUID();
  const room = {
    ...{ title: 'Once', purpose: 'To talk', language: 'es' as const, readers: 'members' as const, minutes: 30 },
    startsAt: new Date().toISOString(),
  };
  const hosts = [member.personId, host.personId, member.personId];
  const first = await host.do('room.schedule', { ...room, hosts }, id);
  expect(first.hosts.map(({ personId }) => personId)).toEqual([host.personId, member.personId]);
  expect(await host.do('room.schedule', { ...room, hosts }, id)).toEqual(first);
  expect(await member.do('room.open', { roomId: first.id })).toMatchObject({ status: 'live' });
  // A room for staff cannot be led by somebody who may not read it.
  const forStaff = { ...room, readers: 'staff' as const };
  for (const refused of [
    await host.try('room.schedule', { ...room, hosts: ['f'.repeat(16)] }),
    await host.try('room.schedule', { ...forStaff, hosts: [member.personId] }),
  ])
    expect(refused).toMatchObject({ error: { reason: 'invalid-input', fields: { hosts: expect.any(String) } } });
});

test('H9: the questions of a room are read once for a crowd, and anew once something has happened', async () => {
  const { id: roomId } = await aRoom(host);
  const ask = async (text: string) => (await member.do('question.ask', { roomId, text, anonymous: true })).question;
  const set = await ask('Set aside');
  await host.do('question.dismiss', { roomId, questionId: set.id, note: 'For hosts' });
  // What follows from it looks at questions too.
  await app.settled();
  let reads = 0;
  mongoose.set('debug', (collection: string) => void (reads += collection === 'questions' ? 1 : 0));
  const crowd = [host, member, app.stranger()];
  const look = async () =>
    Promise.all(
      crowd.map(async (person) => (await person.see('room.get', { roomId })).questions.map(({ text }) => text).sort()),
    );
  expect(await look()).toEqual([['Set aside'], [], []]);
  for (let n = 0; n < 5; n++) await look();
  expect(reads).toBe(1);
  mongoose.set('debug', false);
  await ask('The next');
  expect(await look()).toEqual([['Set aside', 'The next'], ['The next'], ['The next']]);
});
