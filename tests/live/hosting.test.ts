import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { beginErasing, moveStatus } from '@hearth/server/features/accounts/store';
import { aRoom } from '../support/builders.ts';
import type { TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { oneProcess, twoProcesses, type Twins } from '../support/twins.ts';
import { until, watchRoom } from '../support/watching.ts';

/** What promise L8 allows. */
const SECOND_MS = 1_000;

let app: TestApp;
let twins: Twins;
let admin: Person;

describe.each([
  ['one process with pub/sub of its own', oneProcess],
  ['two processes with Redis between them', twoProcesses],
])('on %s', (_name, open) => {
  beforeAll(async () => {
    twins = await open();
    app = twins.app;
    admin = await app.person({ role: 'admin' });
  }, 60_000);
  afterAll(() => twins.close(), 30_000);

  test('H8: who loses the role that a room takes leads it no longer, on open pages within a second', roleLost, 30_000);
  test('H8: a host asked by name needs no role where everybody may read', askedByName, 30_000);
  test('H8: a host who is taken off is a reader, on open pages within a second', takenOff, 30_000);
  test('H8: a command of a former host, again, tells no note of those after them', repeated);
  test('H8: the last host is taken off by an admin alone', lastHost);
  test('H21: whoever waits, is closed or is being erased is nobody to others', nobody);
});

const ask = async (roomId: Awaited<ReturnType<typeof aRoom>>['id'], text: string) =>
  (await admin.do('question.ask', { roomId, text, anonymous: false })).question.id;

async function roleLost(): Promise<void> {
  const rosa = await app.person({ role: 'moderator' });
  const { id: roomId } = await aRoom(rosa, { readers: 'staff' });
  const views = [await watchRoom(rosa, roomId), await watchRoom(twins.elsewhere(rosa), roomId)];
  const allowed = [await watchRoom(admin, roomId), await watchRoom(twins.elsewhere(admin), roomId)];
  await admin.do('person.set-role', { personId: rosa.personId, role: 'member' });
  await until(() => views.every((view) => !view.isLive), 'both pages to be told', SECOND_MS);

  const before = views.map(({ seq }) => seq);
  const questionId = await ask(roomId, 'Among us');
  await Promise.all(allowed.map((view) => view.converged()));
  expect(views.map(({ seq, state }) => [seq, Object.keys(state.questions)])).toEqual(before.map((seq) => [seq, []]));
  for (const answer of [
    await rosa.try('room.end', { roomId }),
    await rosa.try('room.add-host', { roomId, personId: rosa.personId }),
    await rosa.try('room.remove-host', { roomId, personId: rosa.personId }),
    await rosa.try('question.dismiss', { roomId, questionId, note: '' }),
  ])
    expect(answer).toMatchObject({ ok: false, error: { reason: 'no-such-thing' } });
  expect((await rosa.see('room.list', {})).map(({ id }) => id)).not.toContain(roomId);
}

async function repeated(): Promise<void> {
  const [rosa, mei] = [await app.person({ role: 'moderator' }), await app.person({ role: 'moderator' })];
  const { id: roomId } = await aRoom(rosa, { readers: 'staff' });
  await rosa.do('room.add-host', { roomId, personId: mei.personId });
  const questionId = await ask(roomId, 'Among us');
  const commandId = randomUUID();
  const again = () => mei.try('question.dismiss', { roomId, questionId, note: 'Of Mei' }, commandId);
  await again();
  await admin.do('person.set-role', { personId: mei.personId, role: 'member' });
  await rosa.do('question.reopen', { roomId, questionId });
  await rosa.do('question.dismiss', { roomId, questionId, note: 'For hosts alone' });
  await app.settled();
  expect(JSON.stringify(await again())).not.toContain('For hosts alone');
}

async function askedByName(): Promise<void> {
  const [rosa, member] = [await app.person({ role: 'moderator' }), await app.person()];
  const { id: roomId } = await aRoom(rosa, { readers: 'members' });
  const view = await watchRoom(twins.elsewhere(member), roomId);
  const questionId = await ask(roomId, 'Set aside');
  await rosa.do('question.dismiss', { roomId, questionId, note: 'For hosts' });
  await view.converged();
  expect(view.state.questions).toEqual({});

  const { hosts } = await rosa.do('room.add-host', { roomId, personId: member.personId });
  expect(hosts.map(({ personId }) => personId)).toEqual([rosa.personId, member.personId]);
  await until(() => view.state.questions[questionId]?.note === 'For hosts', 'the page of a host', SECOND_MS);
  await admin.do('person.set-role', { personId: rosa.personId, role: 'member' });
  for (const host of [rosa, member]) {
    expect(await host.do('question.reopen', { roomId, questionId })).toMatchObject({ question: { status: 'open' } });
    expect((await host.see('room.get', { roomId })).hosting).toBe(true);
  }
}

async function takenOff(): Promise<void> {
  const [rosa, ben] = [await app.person({ role: 'moderator' }), await app.person()];
  const { id: roomId } = await aRoom(rosa);
  await rosa.do('room.add-host', { roomId, personId: ben.personId });
  const questionId = await ask(roomId, 'Set aside');
  await rosa.do('question.dismiss', { roomId, questionId, note: 'For hosts' });
  const views = [await watchRoom(ben, roomId), await watchRoom(twins.elsewhere(ben), roomId)];
  expect(views.map(({ state }) => state.questions[questionId]?.note)).toEqual(['For hosts', 'For hosts']);

  const commandId = crypto.randomUUID();
  const off = await rosa.do('room.remove-host', { roomId, personId: ben.personId }, commandId);
  expect(off.hosts.map(({ personId }) => personId)).toEqual([rosa.personId]);
  await until(
    () => views.every(({ state, isLive }) => isLive && !(questionId in state.questions)),
    'the pages of a reader',
    SECOND_MS,
  );
  const next = await ask(roomId, 'The next one');
  await rosa.do('question.dismiss', { roomId, questionId: next, note: 'Not for Ben' });
  for (const view of views) {
    await view.converged();
    expect(view.state).toEqual((await view.fresh()).state);
    expect(JSON.stringify(view.state)).not.toContain('Not for Ben');
  }
  expect(await ben.try('room.end', { roomId })).toMatchObject({ error: { reason: 'not-allowed' } });
  expect(await rosa.do('room.remove-host', { roomId, personId: ben.personId }, commandId)).toEqual(off);
}

async function lastHost(): Promise<void> {
  const [rosa, moderator] = [await app.person({ role: 'moderator' }), await app.person({ role: 'moderator' })];
  const { id: roomId } = await aRoom(rosa);
  const { personId } = rosa;
  for (const person of [rosa, moderator])
    expect(await person.try('room.remove-host', { roomId, personId })).toMatchObject({
      error: { reason: 'last-host' },
    });
  expect(await moderator.try('room.add-host', { roomId, personId: moderator.personId })).toMatchObject({
    error: { reason: 'not-allowed' },
  });
  await rosa.do('room.add-host', { roomId, personId: moderator.personId });
  expect((await moderator.do('room.remove-host', { roomId, personId })).hosts).toHaveLength(1);
  const empty = await admin.do('room.remove-host', { roomId, personId: moderator.personId });
  expect(empty.hosts).toEqual([]);
}

async function nobody(): Promise<void> {
  const rosa = await app.person({ role: 'moderator' });
  const { id: roomId } = await aRoom(rosa);
  const [waiting, closed, leaving] = [await app.person(), await app.person(), await app.person()];
  await moveStatus(waiting.personId, 'active', 'waiting');
  await moveStatus(closed.personId, 'active', 'closed');
  await beginErasing(leaving.personId, 'keep', app.clock.now());
  const room = {
    ...{ title: 'With nobody', purpose: 'To talk', language: 'en' as const, readers: 'everyone' as const, minutes: 30 },
    startsAt: new Date().toISOString(),
  };
  for (const { personId } of [waiting, closed, leaving]) {
    const ends = [
      await rosa.try('room.schedule', { ...room, hosts: [personId] }),
      await rosa.try('room.add-host', { roomId, personId }),
      await admin.try('person.set-role', { personId, role: 'admin' }),
      (await rosa.get('person.get', { personId })).body,
    ];
    expect(ends).toMatchObject([
      { error: { reason: 'invalid-input', fields: { hosts: 'unknown' } } },
      { error: { reason: 'invalid-input', fields: { personId: 'unknown' } } },
      { error: { reason: 'no-such-thing' } },
      { error: { reason: 'no-such-thing' } },
    ]);
  }
  expect(await rosa.try('person.decide', { personId: leaving.personId, welcome: true })).toMatchObject({
    error: { reason: 'no-such-thing' },
  });
}
