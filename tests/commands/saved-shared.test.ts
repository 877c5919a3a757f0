import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import { ListModel, ListReportModel } from '@hearth/server/features/saved/model';
import { ruleId } from '@hearth/shared/house-rules/entity';
import { savedLimits } from '@hearth/shared/saved/limits';
import { anEntry, turnEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { aList, aReportedList, aSharedList, SAID } from '../support/saved-lists.ts';
import { twoProcesses, type Twins } from '../support/twins.ts';

let twins: Twins;
let giver: Person;
let curator: Person;
beforeAll(async () => {
  twins = await twoProcesses();
  giver = await twins.app.person({ name: 'Olga Owner' });
  curator = await twins.app.person({ name: 'Cora Curator', role: 'moderator' });
}, 60_000);
afterAll(() => twins.close());

const give = (title: string, more: object = {}) => anEntry({ owner: giver, curator }, 'published', { title, ...more });
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);
const refusalOf = async (person: Person, list: string) => reasonIn((await person.get('saved.shared', { list })).body);
const shareOf = async (person: Person, listId: string) =>
  present((await person.see('saved.lists', {})).lists.find(({ id }) => id === listId));
const aGroup = async (kind: 'open' | 'request' = 'open') =>
  (await curator.do('group.create', { name: 'Ohio', purpose: 'Coordinators.', language: 'en', kind })).id;

test('whoever has the link and is signed in reads the title, the introduction and the entries, never notes or the name', async () => {
  const [ana, ben] = [await twins.app.person({ name: 'Ana Fuentes' }), await twins.app.person()];
  const [one, two] = [await give('One'), await give('Two')];
  await ana.do('saved.keep', { entryId: one.id, note: 'A private word' });
  const { listId, address } = await aSharedList(ana, [one.id, two.id]);
  const there = twins.elsewhere(ben);
  for (const reader of [ben, there]) {
    const shared = await reader.see('saved.shared', { list: address });
    expect(shared).toMatchObject({ ...SAID, by: { name: 'Ana Fuentes' }, group: null, isOwn: false, more: false });
    expect(shared.entries.map(({ title }) => title).toSorted()).toEqual(['One', 'Two']);
    expect(JSON.stringify(shared)).not.toMatch(/A private word|My own name/);
  }
  expect((await ana.see('saved.shared', { list: address })).isOwn).toBe(true);
  expect(await shareOf(ana, listId)).toMatchObject({ name: 'My own name for it', share: { with: 'link', address } });
  // What it is called for oneself others never learn of; what is said of it changes no link.
  await ana.do('saved.rename-list', { listId, name: 'Another name' });
  const again = await ana.do('saved.share', { listId, with: 'link', ...SAID, title: 'Other words' });
  expect(again.address).toBe(address);
  expect((await ben.see('saved.shared', { list: address })).title).toBe('Other words');
});

test('each reader has those that they may read, page by page, and nothing else is counted', async () => {
  const [ana, ben] = [await twins.app.person(), await twins.app.person()];
  const groupId = await aGroup();
  await ana.do('group.join', { groupId });
  await giver.do('group.join', { groupId });
  const all = [await give('Open'), await give('Soon hidden')];
  const inside = await give('Inside', { audience: 'groups', groups: [groupId] });
  const { address } = await aSharedList(
    ana,
    [...all, inside].map(({ id }) => id),
  );
  await turnEntry(curator, present(all[1]), 'hide');
  const titles = async (person: Person) =>
    (await person.see('saved.shared', { list: address })).entries.map(({ title }) => title);
  expect(await titles(ben)).toEqual(['Open']);
  expect((await titles(ana)).toSorted()).toEqual(['Inside', 'Open']);
  await ben.do('group.join', { groupId });
  expect((await titles(ben)).toSorted()).toEqual(['Inside', 'Open']);
  const shared = await ben.see('saved.shared', { list: address });
  const after = present(shared.entries[0]).id;
  expect((await ben.see('saved.shared', { list: address, after })).entries).toEqual(shared.entries.slice(1));
});

test('attack: strangers, guessers, and whoever has a link that was taken back or made anew read nothing', async () => {
  const [ana, ben] = [await twins.app.person(), await twins.app.person()];
  const { listId, address } = await aSharedList(ana);
  const guesses = [
    listId,
    `${address.slice(0, -1)}${address.endsWith('A') ? 'B' : 'A'}`,
    `${listId}-${'A'.repeat(43)}`,
  ];
  const other = await aSharedList(ana);
  guesses.push(listId + other.address.slice(16));
  for (const who of [ben, curator])
    for (const guess of guesses) expect(await refusalOf(who, guess)).toBe('no-such-thing');
  expect(await refusalOf(twins.app.stranger(), address)).toBe('sign-in-first');
  const { address: renewed } = await ana.do('saved.share', { listId, with: 'link', renew: true, ...SAID });
  expect(renewed).not.toBe(address);
  expect(await refusalOf(ben, address)).toBe('no-such-thing');
  expect((await ben.see('saved.shared', { list: renewed })).title).toBe(SAID.title);
  await ana.do('saved.unshare', { listId });
  for (const list of [address, renewed, listId])
    expect(await refusalOf(twins.elsewhere(ben), list)).toBe('no-such-thing');
  // Shared again it has a link of its own.
  const { address: anew } = await ana.do('saved.share', { listId, with: 'link', ...SAID });
  expect([address, renewed]).not.toContain(anew);
  expect(await refusalOf(ben, renewed)).toBe('no-such-thing');
  // A deleted one is read by nobody, and by whoever has its link once it is brought back.
  await ana.do('saved.drop-list', { listId });
  expect(await refusalOf(ben, anew)).toBe('no-such-thing');
  await ana.do('saved.restore-list', { listId });
  expect((await ben.see('saved.shared', { list: anew })).title).toBe(SAID.title);
  // The store alone opens none: what makes the link needs the server's secret.
  expect(JSON.stringify(await ListModel.findById(listId).lean())).not.toContain(anew.slice(17));
});

test('members of the group read it, as long as they and whoever shares it are in it; others never, also with a link from before', async () => {
  const [ana, ben, eve] = [await twins.app.person(), await twins.app.person(), await twins.app.person()];
  const groupId = await aGroup();
  await ana.do('group.join', { groupId });
  await ben.do('group.join', { groupId });
  const { listId, address } = await aSharedList(ana);
  expect(await reasonOf(eve, 'saved.share', { listId, with: 'group', groupId, ...SAID })).toBe('no-such-thing');
  const own = await aList(eve);
  expect(await reasonOf(eve, 'saved.share', { listId: own, with: 'group', groupId, ...SAID })).toBe('invalid-input');
  expect(await reasonOf(eve, 'saved.share', { listId: own, with: 'group', ...SAID })).toBe('invalid-input');
  expect(await ana.do('saved.share', { listId, with: 'group', groupId, ...SAID })).toEqual({ address: listId });
  const found = async (who: Person) => (await who.see('saved.for-groups', {})).lists.map(({ id }) => id);
  expect(await ben.see('saved.for-groups', {})).toMatchObject({ lists: [{ id: listId, group: { id: groupId } }] });
  expect((await ben.see('saved.shared', { list: listId })).group).toMatchObject({ id: groupId });
  const isClosed = async (who: Person) => {
    expect(await found(who)).toEqual([]);
    for (const list of [listId, address]) expect(await refusalOf(who, list)).toBe('no-such-thing');
    expect(await reasonOf(who, 'saved.report', { list: listId, words: 'What is this?' })).toBe('no-such-thing');
  };
  await isClosed(eve);
  await isClosed(await twins.app.person({ role: 'admin' }));
  await ben.do('group.leave', { groupId });
  await isClosed(ben);
  await ben.do('group.join', { groupId });
  expect(await found(ben)).toEqual([listId]);
  await ana.do('group.leave', { groupId });
  await isClosed(twins.elsewhere(ben));
  expect(await shareOf(ana, listId)).toMatchObject({ share: { with: 'group', group: null } });
});

test('what others read is asked about, looked at, and not written by whoever is silenced; what is one’s own is', async () => {
  const ana = await twins.app.person();
  const listId = await aList(ana, [], 'Maya Lopez in 3rd grade has an IEP');
  const told = { title: 'Plans', intro: 'My student Maya Lopez in 3rd grade has an IEP.' };
  expect(await reasonOf(ana, 'saved.share', { listId, with: 'link', ...told })).toBe('student-information');
  await ana.do('saved.share', { listId, with: 'link', ...told, asItIs: true });
  await curator.do('word.watch', { phrases: ['nincompoop'], language: 'both', action: 'block' });
  await curator.do('word.watch', { phrases: ['gambling'], language: 'both', action: 'hold' });
  for (const word of ['nincompoop', 'gambling']) {
    const said = { title: `About ${word}`, intro: '' };
    expect(await reasonOf(ana, 'saved.share', { listId, with: 'link', ...said })).toMatch(/^(words-|cannot-wait)/);
  }
  expect((await shareOf(ana, listId)).share).toMatchObject(told);
  await curator.do('sanction.impose', {
    ...{ personId: present(ana.personId), kind: 'silence', ruleId: ruleId.parse('be-kind'), words: 'Rest.' },
    until: new Date(twins.app.clock.now().getTime() + 86_400_000).toISOString(),
  });
  expect(await reasonOf(ana, 'saved.share', { listId, with: 'link', ...SAID })).toBe('silenced');
  await ana.do('saved.rename-list', { listId, name: 'Still mine' });
  await ana.do('saved.unshare', { listId });
  expect((await shareOf(ana, listId)).share).toBeNull();
});

test('a reported list is stopped by a moderator, who reads it then and writes why; it is in the log, and not shared again', async () => {
  const [ana, ben] = [await twins.app.person(), await twins.app.person()];
  const { listId, address } = await aReportedList(ana, ben);
  const waiting = async (who = curator) =>
    (await who.see('saved.reported', {})).lists.filter(({ id }) => id === listId);
  expect(await waiting()).toMatchObject([{ ...SAID, isOwn: false, reports: [{ words: expect.any(String) }] }]);
  expect(JSON.stringify((await waiting())[0]?.reports)).not.toContain('"by"');
  expect((await curator.see('saved.shared', { list: listId })).title).toBe(SAID.title);
  for (const who of [ana, ben])
    expect(await reasonOf(who, 'saved.settle', { listId, act: 'stop', reply: 'x' })).toBe('not-allowed');
  expect(await reasonOf(ana, 'saved.report', { list: address, words: 'Mine' })).toBe('no-such-thing');
  expect(await reasonOf(curator, 'saved.settle', { listId, act: 'stop', reply: '' })).toBe('saved-list-why');
  const commandId = '11234567-89ab-4cde-8f01-23456789abcd';
  const stop = { listId, act: 'stop', reply: 'It names a family.' } as const;
  await curator.do('saved.settle', stop, commandId);
  await twins.elsewhere(curator).do('saved.settle', stop, commandId);
  expect(await waiting()).toEqual([]);
  for (const who of [ben, curator]) expect(await refusalOf(who, address)).toBe('no-such-thing');
  const other = await twins.app.person({ role: 'moderator' });
  expect(await reasonOf(other, 'saved.settle', { ...stop, act: 'keep' })).toBe('saved-list-decided');
  expect(await shareOf(ana, listId)).toMatchObject({ share: null, stopped: { reply: 'It names a family.' } });
  expect(await reasonOf(ana, 'saved.share', { listId, with: 'link', ...SAID })).toBe('saved-list-stopped');
  const admin = await twins.app.person({ role: 'admin' });
  const { entries } = await admin.see('audit.list', { act: 'saved.settle' });
  expect(entries.filter(({ on }) => on.id === listId)).toMatchObject([{ on: { kind: 'list' }, reason: stop.reply }]);
});

test('what can stay stays shared; nobody decides about their own; and one is reported so often', async () => {
  const [mo, ben] = [await twins.app.person({ role: 'moderator' }), await twins.app.person()];
  const { listId, address } = await aReportedList(mo, ben);
  const [own] = (await mo.see('saved.reported', {})).lists.filter(({ id }) => id === listId);
  expect(own).toMatchObject({ isOwn: true, reports: [] });
  expect(await reasonOf(mo, 'saved.settle', { listId, act: 'keep', reply: '' })).toBe('not-allowed');
  const [report] = await ListReportModel.find({ listId }).lean();
  const more = Array.from({ length: savedLimits.open - 1 }, (_, n) => ({
    ...present(report),
    _id: `${listId.slice(0, 14)}${n.toString(16).padStart(2, '0')}`,
  }));
  await ListReportModel.insertMany(more);
  const dan = await twins.app.person();
  expect(await reasonOf(dan, 'saved.report', { list: address, words: 'Once more' })).toBe('saved-list-known');
  await curator.do('saved.settle', { listId, act: 'keep', reply: '' });
  expect((await ben.see('saved.shared', { list: address })).title).toBe(SAID.title);
  expect(await refusalOf(curator, listId)).toBe('no-such-thing');
});

test('attack: the lists of somebody who left or is suspended are read by nobody, and nothing of them or their reports is left', async () => {
  const [ana, ben] = [await twins.app.person(), await twins.app.person()];
  const { listId, address } = await aReportedList(ana, ben);
  const { listId: other } = await aReportedList(await twins.app.person(), ana);
  expect(await ana.see('account.export', {})).toMatchObject({
    savedLists: [{ id: listId, share: { with: 'link', ...SAID } }],
    savedListReports: [{ listId: other }],
  });
  const sam = await twins.app.person();
  const { address: suspended } = await aSharedList(sam);
  await curator.do('sanction.impose', {
    ...{ personId: present(sam.personId), kind: 'suspension', ruleId: ruleId.parse('be-kind'), words: 'Rest.' },
    until: new Date(twins.app.clock.now().getTime() + 86_400_000).toISOString(),
  });
  expect(await refusalOf(ben, suspended)).toBe('no-such-thing');
  const { email } = present(await findPerson(ana.personId));
  await ana.do('account.erase', { email, words: 'remove' });
  await twins.app.settled();
  for (const list of [address, listId]) expect(await refusalOf(ben, list)).toBe('no-such-thing');
  expect(await ListModel.countDocuments({ personId: ana.personId })).toBe(0);
  expect(await ListReportModel.countDocuments({ listId })).toBe(0);
  expect(await ListReportModel.find({ listId: other }).lean()).toMatchObject([{ by: null, words: '' }]);
});
