import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EventModel } from '@hearth/server/streams/model';
import { findPerson } from '@hearth/server/features/accounts/store';
import type { GroupKind } from '@hearth/shared/groups/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { leave } from '../support/leaving.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let olga: Person;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  app = await openApp();
  olga = await app.person({ name: 'Olga Ortiz', role: 'moderator' });
  ana = await app.person({ name: 'Ana Fuentes' });
  ben = await app.person({ name: 'Ben Okafor' });
});
afterAll(() => app.close());

async function aGroup(kind: GroupKind, owner = olga) {
  const described = { name: 'Coordinators in Ohio', purpose: 'What works here.', language: 'en', kind } as const;
  return (await owner.do('group.create', described)).id;
}

const groupsOf = async (person: Person) => (await findPerson(person.personId))?.groups ?? [];
const reasonOf = async (person: Person, name: string, input: unknown) =>
  reasonIn((await person.post(name, input)).body);
const namesIn = (members: readonly { who: { name: string } }[] | null) => members?.map(({ who }) => who.name);

test('an open group is joined with one tap, and left with one', async () => {
  const groupId = await aGroup('open');
  expect(await ana.do('group.join', { groupId })).toEqual({ membership: 'member' });
  // Before the answer: whatever is opened next knows it.
  expect(await groupsOf(ana)).toEqual([groupId]);
  const seen = await ana.see('group.get', { groupId });
  expect(seen).toMatchObject({ membership: 'member', manages: false, asked: null, invited: null, waiting: null });
  expect(seen.group.members).toBe(2);
  expect(namesIn(seen.members)).toEqual(['Olga Ortiz', 'Ana Fuentes']);

  expect(await ana.do('group.leave', { groupId })).toEqual({ membership: 'none' });
  expect(await groupsOf(ana)).toEqual([]);
  expect(await ana.see('group.get', { groupId })).toMatchObject({ membership: 'none', members: null });
  expect((await olga.see('group.get', { groupId })).group.members).toBe(1);
});

test('into a group by request its owners let people in, and one decides', async () => {
  const groupId = await aGroup('request');
  for (const person of [ana, ben]) expect(await person.do('group.join', { groupId })).toEqual({ membership: 'asked' });
  expect(await groupsOf(ana)).toEqual([]);
  const waiting = await olga.see('group.get', { groupId });
  expect(waiting.waiting).toBe(2);
  expect(namesIn(waiting.asked)).toEqual(['Ana Fuentes', 'Ben Okafor']);
  expect(await reasonOf(ben, 'group.decide', { groupId, personId: ana.personId, welcome: true })).toBe('not-allowed');

  const [yes, no] = [
    { groupId, personId: ana.personId, welcome: true },
    { groupId, personId: ben.personId, welcome: false },
  ];
  expect(await olga.do('group.decide', yes)).toEqual({ membership: 'member' });
  expect(await olga.do('group.decide', no)).toEqual({ membership: 'none' });
  // Somebody else was quicker: what is decided stays.
  expect(await olga.do('group.decide', { ...yes, welcome: false })).toEqual({ membership: 'member' });
  expect([await groupsOf(ana), await groupsOf(ben)]).toEqual([[groupId], []]);
  expect((await olga.see('group.get', { groupId })).waiting).toBe(0);
});

test('a hidden group is there for those alone who are in it or invited', async () => {
  const groupId = await aGroup('hidden');
  const listed = async (person: Person) => (await person.see('group.list', {})).map(({ group }) => group.id);
  for (const person of [ana, ben]) {
    expect(await listed(person)).not.toContain(groupId);
    for (const name of ['group.get', 'group.join', 'group.leave', 'group.invite']) {
      const input = { groupId, ...(name === 'group.invite' && { personId: ben.personId }) };
      const { body } = await (name === 'group.get' ? person.get(name, input) : person.post(name, input));
      expect([name, reasonIn(body)]).toEqual([name, 'no-such-thing']);
    }
  }
  const live = ana.openSocket();
  const watch = () => live.emitWithAck('watch', `group:${groupId}`, { seq: 0, mark: '' });
  expect(await watch()).toMatchObject({ error: { reason: 'no-such-thing' } });

  expect(await olga.do('group.invite', { groupId, personId: ana.personId })).toEqual({ membership: 'invited' });
  expect(await listed(ana)).toContain(groupId);
  expect(await ana.see('group.get', { groupId })).toMatchObject({ membership: 'invited', members: null });
  expect(await ana.do('group.join', { groupId })).toEqual({ membership: 'member' });
  expect(await listed(ben)).not.toContain(groupId);

  // L8: whoever is taken out stops hearing of it.
  expect(await watch()).toMatchObject({ ok: true });
  const closed = new Promise((resolve) => live.once('closed', resolve));
  await olga.do('group.remove', { groupId, personId: ana.personId });
  expect(await closed).toBe(`group:${groupId}`);
  expect(await listed(ana)).not.toContain(groupId);
});

test('by invitation alone means that nobody comes in by asking', async () => {
  const groupId = await aGroup('invited');
  expect(await reasonOf(ana, 'group.join', { groupId })).toBe('by-invitation');
  await olga.do('group.invite', { groupId, personId: ana.personId });
  // Declining is leaving.
  expect(await ana.do('group.leave', { groupId })).toEqual({ membership: 'none' });
  expect(await reasonOf(ana, 'group.join', { groupId })).toBe('by-invitation');
});

test('an owner need not be a moderator, and the last one stays', async () => {
  const groupId = await aGroup('open');
  await ana.do('group.join', { groupId });
  const makeOwner = (person: Person, owner: boolean) => ({ groupId, personId: person.personId, owner });
  expect(await reasonOf(ana, 'group.set-owner', makeOwner(ana, true))).toBe('not-allowed');
  expect(await reasonOf(olga, 'group.set-owner', makeOwner(ben, true))).toBe('not-in-group');
  await olga.do('group.set-owner', makeOwner(ana, true));
  await ana.do('group.remove', { groupId, personId: olga.personId });

  expect(await reasonOf(ana, 'group.leave', { groupId })).toBe('last-owner');
  expect(await reasonOf(ana, 'group.remove', { groupId, personId: ana.personId })).toBe('last-owner');
  expect(await reasonOf(ana, 'group.set-owner', makeOwner(ana, false))).toBe('last-owner');
  expect((await ana.see('group.get', { groupId })).manages).toBe(true);
  const renamed = { groupId, name: 'Ohio', purpose: 'Us.', language: 'en', kind: 'request' } as const;
  expect(await ana.do('group.edit', renamed)).toMatchObject({ name: 'Ohio', members: 1 });
});

test('two owners who leave at once leave one behind', async () => {
  const groupId = await aGroup('open');
  await ana.do('group.join', { groupId });
  await olga.do('group.set-owner', { groupId, personId: ana.personId, owner: true });
  const ends = await Promise.all([ana, olga].map((person) => reasonOf(person, 'group.leave', { groupId })));
  expect(ends.sort()).toEqual(['last-owner', null].sort());
});

test('what one is to a group is told on one’s own stream, whatever dies in between, and in whatever order', async () => {
  const groupId = await aGroup('open');
  const commandId = crypto.randomUUID();
  await ana.do('group.join', { groupId }, commandId);
  expect(await ana.do('group.join', { groupId }, commandId)).toEqual({ membership: 'member' });
  await app.settled();
  const told = await EventModel.find({ stream: `person:${ana.personId}`, 'data.group.id': groupId }).lean();
  expect(told.map(({ data }) => data)).toEqual([{ group: { id: groupId, seq: 2, membership: 'member' } }]);

  const { tellMembership } = await import('@hearth/server/features/accounts/access');
  const { streams } = app.services;
  await tellMembership(streams, ana.personId, { id: groupId, seq: 4, membership: 'none' });
  await tellMembership(streams, ana.personId, { id: groupId, seq: 3, membership: 'owner' });
  expect(await groupsOf(ana)).not.toContain(groupId);
  app.writesItself(`person:${ana.personId}`);
});

test('long lists come a page at a time', async () => {
  const groupId = await aGroup('open');
  const people = await Promise.all(Array.from({ length: 55 }, () => app.person()));
  for (const person of people) await person.do('group.join', { groupId });
  const first = await ana.see('group.get', { groupId }).then(() => olga.see('group.get', { groupId }));
  expect([first.members?.length, first.more]).toEqual([51, true]);
  const last = first.members?.at(-1);
  if (!last) throw new Error('nobody is in it');
  const after = { at: last.at, personId: last.who.personId };
  const second = await olga.see('group.get', { groupId, after });
  expect([second.members?.length, second.more]).toEqual([5, false]);
  const all = [...(first.members ?? []), ...(second.members ?? [])].map(({ who }) => who.personId);
  expect(new Set(all)).toEqual(new Set([olga, ...people].map(({ personId }) => personId)));
});

test('an export has one’s groups, and nothing is left of whoever is erased', async () => {
  const groupId = await aGroup('request');
  const gone = await app.person({ name: 'Gone Girl' });
  await gone.do('group.join', { groupId });
  await olga.do('group.decide', { groupId, personId: gone.personId, welcome: true });
  await olga.do('group.set-owner', { groupId, personId: gone.personId, owner: true });
  const { groups } = await gone.see('account.export', {});
  expect(groups).toEqual([expect.objectContaining({ groupId, membership: 'owner', name: 'Coordinators in Ohio' })]);

  await leave(app, gone, 'keep');
  expect(await findPerson(gone.personId)).toBeNull();
  const { group } = await olga.see('group.get', { groupId });
  expect(group.members).toBe(1);
  await app.settled();
  const log = await EventModel.find({ stream: `group:${groupId}` }).lean();
  expect(JSON.stringify(log)).not.toContain(gone.personId);
});
