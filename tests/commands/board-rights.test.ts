import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Among, BoardRights } from '@hearth/shared/boards/rights';
import { rightsFor } from '@hearth/shared/boards/policy';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { GroupId } from '@hearth/shared/kernel/ids';
import mongoose from 'mongoose';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let boss: Person;
let owner: Person;
let insider: Person;
let member: Person;
let moderator: Person;
let stranger: Person;
let ohio: GroupId;
beforeAll(async () => {
  app = await openApp();
  boss = await app.person({ name: 'Grace Boss', role: 'admin' });
  moderator = await app.person({ name: 'Rosa Moderator', role: 'moderator' });
  [owner, insider, member] = [await app.person(), await app.person({ work: 'district' }), await app.person()];
  stranger = app.stranger();
  ohio = await aGroup('Ohio', 'hidden', owner, insider);
});
afterAll(() => app.close());

async function aGroup(name: string, kind: 'open' | 'hidden', ...people: Person[]): Promise<GroupId> {
  const { id: groupId } = await boss.do('group.create', { name, purpose: 'Us.', language: 'en', kind });
  for (const person of people) {
    await boss.do('group.invite', { groupId, personId: person.personId });
    await person.do('group.join', { groupId });
  }
  const [first] = people;
  if (first) {
    await boss.do('group.set-owner', { groupId, personId: first.personId, owner: true });
    await boss.do('group.leave', { groupId });
  }
  return groupId;
}

const circle = (its: Among['circle'], ...groups: GroupId[]): Among => ({ circle: its, groups });
const reasonOf = async (person: Person, name: string, input: unknown) =>
  reasonIn((await person.post(name, input)).body);
const askedBy = async (person: Person, name: string, input: unknown) => reasonIn((await person.get(name, input)).body);

/** `+`: not refused for who they are. */
async function tried(person: Person, boardId: BoardId, threadId: string): Promise<string> {
  const ends = [
    await askedBy(person, 'board.get', { boardId }),
    await askedBy(person, 'thread.get', { threadId }),
    await reasonOf(person, 'thread.start', { boardId, title: 'T', text: 'Words', language: 'en' }),
    await reasonOf(person, 'post.reply', { threadId, text: 'Words' }),
    await reasonOf(person, 'review.open', { threadId, no: 1 }),
  ];
  return ends.map((end) => end ?? '+').join(' ');
}

const gone = 'no-such-thing no-such-thing';
const nothing = `${gone} no-such-thing no-such-thing no-such-thing`;
const outside = `${gone} sign-in-first sign-in-first sign-in-first`;
const reading = '+ + not-allowed not-allowed not-allowed';
const looking = '+ + sign-in-first sign-in-first sign-in-first';

test.each<[string, () => Partial<BoardRights>, Record<string, string>]>([
  [
    'of a group alone',
    () => ({ see: circle('nobody', ohio), read: circle('nobody', ohio), moderate: circle('staff') }),
    { stranger: outside, member: nothing, moderator: nothing, insider: '+ + + + not-allowed' },
  ],
  [
    'of a group, moderated by it',
    () => ({ see: circle('nobody', ohio), read: circle('nobody', ohio), moderate: circle('nobody', ohio) }),
    { stranger: outside, member: nothing, moderator: nothing, insider: '+ + + + +' },
  ],
  [
    'for announcements',
    () => ({ read: circle('everyone'), see: circle('everyone'), start: circle('staff') }),
    { stranger: looking, member: '+ + not-allowed + not-allowed', moderator: '+ + + + +' },
  ],
  [
    'to be read alone, but by a group',
    () => ({ start: circle('nobody', ohio), reply: circle('nobody', ohio) }),
    { stranger: outside, member: reading, insider: '+ + + + not-allowed', moderator: '+ + not-allowed not-allowed +' },
  ],
  [
    'where everything is everybody’s, which takes an account all the same',
    () => ({
      read: circle('everyone'),
      start: circle('everyone'),
      reply: circle('everyone'),
      moderate: circle('everyone'),
    }),
    { stranger: looking, member: '+ + + + +' },
  ],
  [
    'where writing is allowed to whoever cannot read',
    () => ({ read: circle('staff'), see: circle('staff'), start: circle('members'), reply: circle('members') }),
    { stranger: outside, member: nothing, moderator: '+ + + + +' },
  ],
])('attacks 13, 40: a board %s', async (_kind, rights, expected) => {
  const boardId = await aBoardOf(boss, rights());
  const cast: Record<string, Person> = { stranger, member, insider, moderator };
  for (const [who, ends] of Object.entries(expected)) {
    const all = { ...rightsFor('members'), ...rights() };
    await edited(boardId, { ...all, read: circle('members'), start: circle('members') });
    const { id } = await aThread(owner, boardId);
    await edited(boardId, all);
    const person = cast[who];
    if (!person) throw new Error(`nobody is called ${who}`);
    expect([who, await tried(person, boardId, id)]).toEqual([who, ends]);
  }
});

async function edited(boardId: BoardId, rights: BoardRights): Promise<void> {
  const both = { en: 'Changed', es: 'Cambiado' };
  await boss.do('board.edit', {
    ...{ boardId, name: both, purpose: both, icon: 'book', colour: 'berry', kind: 'discussion', after: null, rights },
  });
}

test('attack 13: what one may not read is in no list, count, profile or feed', async () => {
  const boardId = await aBoardOf(boss, { see: circle('nobody', ohio), read: circle('nobody', ohio) });
  const { id: threadId } = await aThread(insider, boardId, { title: 'Only in Ohio' });
  await app.settled();
  const asked = [
    ['board.list', {}],
    ['thread.latest', { most: 20 }],
    ['thread.unread', { most: 20 }],
    ['post.by-person', { personId: insider.personId, most: 20 }],
    ['feed.all', {}],
    ['feed.board', { boardId }],
    ['feed.thread', { threadId }],
    ['board.readership', { boardId }],
  ] as const;
  for (const person of [stranger, member, moderator]) {
    // Staff set what boards are called and for whom, and know of all of them.
    for (const [name, input] of asked.filter((one) => person !== moderator || one[0] !== 'board.list'))
      expect([name, JSON.stringify((await person.get(name, input)).body)]).toEqual([
        name,
        expect.not.stringMatching(new RegExp(`Only in Ohio|Board ${boardId}|${ohio}`)),
      ]);
  }
  expect(await insider.see('thread.latest', { most: 20 })).toContainEqual(
    expect.objectContaining({ thread: expect.objectContaining({ id: threadId }) }),
  );
});

test('of a board that is seen and not read there is the name, and which groups it is for', async () => {
  const open = await aGroup('Open group', 'open', owner);
  const boardId = await aBoardOf(boss, { see: circle('members'), read: circle('nobody', open, ohio) });
  await aThread(owner, boardId);
  const rowOf = async (person: Person) => (await person.see('board.list', {})).find(({ id }) => id === boardId);
  // A server keeps the boards it has read for a moment.
  await until(async () => (await rowOf(owner))?.threads === 1, 'the thread to be counted');
  expect(await rowOf(member)).toMatchObject({
    ...{ reads: false, threads: 0, lastPostAt: null, readers: 'groups', groups: [{ id: open, name: 'Open group' }] },
  });
  expect(await rowOf(owner)).toMatchObject({ reads: true, threads: 1, groups: [] });
  expect(await rowOf(stranger)).toBeUndefined();
  await member.do('group.join', { groupId: open });
  expect(await rowOf(member)).toMatchObject({ reads: true, threads: 1 });
});

test('L8: whoever is taken out of a group, or whose board is closed to them, stops receiving it', async () => {
  const left = await app.person();
  const groupId = await aGroup('Leaving', 'open', owner, left);
  const boardId = await aBoardOf(boss, { read: circle('nobody', groupId) });
  const { id: threadId } = await aThread(owner, boardId);
  const watched = [`board:${boardId}`, `thread:${threadId}`];
  const closedFor = async (person: Person, doing: () => Promise<unknown>) => {
    const socket = person.openSocket();
    const closed = new Set<string>();
    const all = new Promise<void>((resolve) =>
      socket.on('closed', (stream: string) => closed.add(stream).size === watched.length && resolve()),
    );
    for (const stream of watched)
      expect(await socket.emitWithAck('watch', stream, { seq: 0, mark: '' })).toMatchObject({ ok: true });
    await doing();
    const begun = performance.now();
    await all;
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect([...closed].sort()).toEqual(watched.toSorted());
    socket.disconnect();
  };
  await closedFor(left, () => boss.do('group.remove', { groupId, personId: left.personId }));
  await closedFor(owner, () => edited(boardId, rightsFor('staff')));
});

test('a board of before says what it said: who reads it, members write, staff moderate', async () => {
  for (const [readers, ends] of [
    ['everyone', { stranger: looking, member: '+ + + + not-allowed', moderator: '+ + + + +' }],
    ['members', { stranger: outside, member: '+ + + + not-allowed', moderator: '+ + + + +' }],
    ['staff', { stranger: outside, member: nothing, moderator: '+ + + + +' }],
  ] as const) {
    const boardId = await aBoard({ readers });
    for (const [who, expected] of Object.entries(ends)) {
      const { id } = await aThread(boss, boardId);
      const person = { stranger, member, moderator }[who];
      if (!person) throw new Error(`nobody is called ${who}`);
      expect([readers, who, await tried(person, boardId, id)]).toEqual([readers, who, expected]);
    }
  }
});

test('pictures have a right of their own', async () => {
  const boardId = await aBoardOf(boss, { attach: circle('staff') });
  const { id: threadId } = await aThread(member, boardId);
  const pictures = [{ fileId: 'ffffffffffffffff', alt: 'A bus' }];
  expect(await reasonOf(member, 'post.reply', { threadId, text: 'Look', pictures })).toBe('not-allowed');
  expect(await reasonOf(member, 'thread.start', { boardId, title: 'T', text: 'W', language: 'en', pictures })).toBe(
    'not-allowed',
  );
  expect((await member.see('thread.get', { threadId })).may).toMatchObject({ reply: true, attach: false });
  // Their own trouble with that picture begins here.
  expect(await reasonOf(moderator, 'post.reply', { threadId, text: 'Look', pictures })).not.toBe('not-allowed');
});

test('groups cost a reader no look at the store: they come with the account', async () => {
  const boardId = await aBoardOf(boss, { read: circle('nobody', ohio) });
  const { id: threadId } = await aThread(insider, boardId);
  await app.settled();
  await insider.see('thread.get', { threadId });
  const looked: string[] = [];
  mongoose.set('debug', (collection: string, method: string) => void looked.push(`${collection}.${method}`));
  try {
    await insider.see('thread.get', { threadId });
  } finally {
    mongoose.set('debug', false);
  }
  const own = looked.filter((one) => !/^(boards|leases|jobs|events|reactions)\b/.test(one));
  expect(own.sort()).toEqual(['people.find', 'posts.find', 'reads.find', 'sessions.find', 'threads.find']);
});

test('an admin sees what somebody may do on each board, and why; nobody else does', async () => {
  const rights: BoardRights = { ...rightsFor('members'), read: circle('nobody', ohio), reply: circle('staff', ohio) };
  const boardId = await aBoardOf(boss, rights);
  const of = async (person: Person) => {
    const { boards, groups } = await boss.see('board.rights-of', { personId: person.personId });
    return { rights: boards.find(({ id }) => id === boardId)?.rights, groups };
  };
  const byGroup = { kind: 'group', groupId: ohio };
  const byMembers = { kind: 'circle', circle: 'members' };
  expect((await of(insider)).rights).toEqual({
    ...{ see: byMembers, read: byGroup, start: byMembers, reply: byGroup, attach: byMembers, moderate: null },
  });
  expect((await of(insider)).groups).toEqual([{ id: ohio, name: 'Ohio' }]);
  expect((await of(member)).rights).toMatchObject({ see: byMembers, read: null, start: null, moderate: null });
  for (const one of [stranger, member, moderator, insider])
    expect(await askedBy(one, 'board.rights-of', { personId: insider.personId })).not.toBeNull();
});
