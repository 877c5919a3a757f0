import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ListModel, ListReportModel, SavedModel } from '@hearth/server/features/saved/model';
import { ruleId } from '@hearth/shared/house-rules/entity';
import { savedListId } from '@hearth/shared/saved/entity';
import { savedLimits } from '@hearth/shared/saved/limits';
import { anEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { aList, aReportedList, aSharedList, SAID } from '../support/saved-lists.ts';
import { twoProcesses, type Twins } from '../support/twins.ts';

/** Against lists of what somebody has saved, and those that are shared. */

let twins: Twins;
let giver: Person;
let curator: Person;
beforeAll(async () => {
  twins = await twoProcesses();
  giver = await twins.app.person({ name: 'Olga Owner' });
  curator = await twins.app.person({ name: 'Cora Curator', role: 'moderator' });
}, 60_000);
afterAll(() => twins.close());

const DAY_MS = 86_400_000;
const readable = async (person: Person, list: string) =>
  reasonIn((await person.get('saved.shared', { list })).body) !== 'no-such-thing';

let made = 0;
/** So many lists of somebody’s, as the store has them. */
async function lists(owner: Person, count: number, more: object): Promise<string[]> {
  const from = made;
  made += count;
  const at = twins.app.clock.now();
  const all = Array.from({ length: count }, (_, n) => ({
    ...{ _id: `aa${(from + n).toString(16).padStart(14, '0')}`, personId: present(owner.personId) },
    ...{ name: `List ${n}`, at, endsAt: null, ...more },
  }));
  await ListModel.insertMany(all);
  return all.map(({ _id }) => _id);
}

async function suspend(person: Person): Promise<void> {
  await curator.do('sanction.impose', {
    ...{ personId: present(person.personId), kind: 'suspension', ruleId: ruleId.parse('be-kind'), words: 'Rest.' },
    until: new Date(twins.app.clock.now().getTime() + DAY_MS).toISOString(),
  });
}

test('attack: what nobody in a group reads any more leaves room for what its members share', async () => {
  const [ana, ben, eve] = [await twins.app.person(), await twins.app.person(), await twins.app.person()];
  const group = { name: 'Ohio', purpose: 'Coordinators.', language: 'en', kind: 'open' } as const;
  const { id: groupId } = await curator.do('group.create', group);
  for (const who of [ana, ben, eve]) await who.do('group.join', { groupId });
  const listId = await aList(ana);
  await ana.do('saved.share', { listId, with: 'group', groupId, ...SAID });
  twins.app.clock.advance(1_000);
  const at = twins.app.clock.now();
  await lists(eve, savedLimits.page, { share: { with: 'group', nonce: 'x', groupId, title: 'Mine', intro: '', at } });
  const found = async (who: Person) => (await who.see('saved.for-groups', {})).lists.map(({ id }) => id);
  // One’s own are not among them.
  expect(await found(eve)).toEqual([listId]);
  expect(await found(ben)).toHaveLength(savedLimits.page);
  await eve.do('group.leave', { groupId });
  expect(await found(ben)).toEqual([listId]);
});

test('attack: reports of what nobody reads any more leave room for those of what is shared', async () => {
  const [ana, ben, eve] = [await twins.app.person(), await twins.app.person(), await twins.app.person()];
  const at = twins.app.clock.now();
  const share = { with: 'link', nonce: 'x', groupId: null, title: 'Bait', intro: '', at };
  const gone = [...(await lists(eve, 5, { share: null })), ...(await lists(eve, 5, { share }))];
  await suspend(eve);
  const endsAt = new Date(at.getTime() + savedLimits.reportDays * DAY_MS);
  const reports = gone.flatMap((listId, n) =>
    Array.from({ length: savedLimits.open }, (_, no) => ({
      ...{ _id: `bb${n.toString(16).padStart(7, '0')}${no.toString(16).padStart(7, '0')}`, listId },
      ...{ by: null, words: 'Look here.', at, endsAt },
    })),
  );
  await ListReportModel.insertMany(reports);
  twins.app.clock.advance(1_000);
  const { listId } = await aReportedList(ana, ben);
  expect((await curator.see('saved.reported', {})).lists.map(({ id }) => id)).toContain(listId);
});

test('attack: whoever reports a list again and again has one report of it, and keeps nobody else from theirs', async () => {
  const [ana, ben, dan] = [await twins.app.person(), await twins.app.person(), await twins.app.person()];
  const { listId, address } = await aSharedList(ana);
  for (const words of ['Once', 'Twice', 'A third time']) await ben.do('saved.report', { list: address, words });
  await twins.elsewhere(dan).do('saved.report', { list: address, words: 'It names a family.' });
  const { lists: waiting } = await curator.see('saved.reported', {});
  const said = present(waiting.find(({ id }) => id === listId)).reports.map(({ words }) => words);
  expect(said.toSorted()).toEqual(['A third time', 'It names a family.']);
});

test('attack: of lists that are made and deleted again and again no more are kept than may be brought back', async () => {
  const ana = await twins.app.person();
  const endsAt = new Date(twins.app.clock.now().getTime() + DAY_MS / 2);
  await lists(ana, 3 * savedLimits.lists, { endsAt });
  const listId = await aList(ana);
  await ana.do('saved.drop-list', { listId });
  expect(await ListModel.countDocuments({ personId: ana.personId })).toBe(savedLimits.lists);
  await ana.do('saved.restore-list', { listId });
  expect((await ana.see('saved.lists', {})).lists.map(({ id }) => id)).toEqual([listId]);
});

test('attack: of lists, and of entries in one, that come at the same moment no more stay than there may be', async () => {
  const ana = await twins.app.person();
  const there = twins.elsewhere(ana);
  const [first] = await lists(ana, savedLimits.lists - 1, {});
  const names = Array.from({ length: 8 }, (_, n) => `At once ${n}`);
  await Promise.all(names.map((name, n) => (n % 2 ? ana : there).post('saved.make-list', { name })));
  const count = await ListModel.countDocuments({ personId: ana.personId, endsAt: null });
  expect(count).toBeLessThanOrEqual(savedLimits.lists);
  const listId = savedListId.parse(first);
  const at = twins.app.clock.now();
  const own = { personId: present(ana.personId), note: '', at, endsAt: null, lists: [listId] };
  await SavedModel.insertMany(
    Array.from({ length: savedLimits.inList - 1 }, (_, n) => n.toString(16).padStart(16, '0')).map((entryId) => ({
      ...{ ...own, _id: `${ana.personId}/${entryId}`, entryId },
    })),
  );
  const entries = await Promise.all(
    names.map((title) => anEntry({ owner: giver, curator }, 'published', { title, summary: `Of ${title}` })),
  );
  await Promise.all(
    entries.map(({ id: entryId }, n) =>
      (n % 2 ? ana : there).post('saved.place', { entryId, into: [listId], out: [] }),
    ),
  );
  const inside = await SavedModel.countDocuments({ personId: ana.personId, lists: listId, endsAt: null });
  expect(inside).toBeLessThanOrEqual(savedLimits.inList);
}, 60_000);

test('attack: what was taken back is not shared once more by a command that comes late', async () => {
  const [ana, ben] = [await twins.app.person(), await twins.app.person()];
  const listId = await aList(ana);
  const [first, second] = ['21234567-89ab-4cde-8f01-23456789abcd', '31234567-89ab-4cde-8f01-23456789abcd'];
  const share = { listId, with: 'link', ...SAID } as const;
  const { address } = await ana.do('saved.share', share, first);
  expect(await twins.elsewhere(ana).do('saved.share', share, first)).toEqual({ address });
  expect(await readable(ben, address)).toBe(true);
  // Another link, and the first command once more.
  const { address: renewed } = await ana.do('saved.share', { ...share, renew: true, title: 'Anew' }, second);
  await twins.elsewhere(ana).do('saved.share', share, first);
  expect([await readable(ben, address), (await ben.see('saved.shared', { list: renewed })).title]).toEqual([
    false,
    'Anew',
  ]);
  await ana.do('saved.unshare', { listId });
  for (const commandId of [first, second]) await ana.post('saved.share', { ...share, renew: true }, commandId);
  expect((await ana.see('saved.lists', {})).lists[0]?.share).toBeNull();
  for (const list of [address, renewed]) expect(await readable(ben, list)).toBe(false);
});

test('why a list was stopped is in the export of whoever owns it', async () => {
  const [ana, ben] = [await twins.app.person(), await twins.app.person()];
  const { listId } = await aReportedList(ana, ben);
  await curator.do('saved.settle', { listId, act: 'stop', reply: 'It names a family.' });
  expect((await ana.see('account.export', {})).savedLists).toMatchObject([
    { id: listId, share: null, stopped: { reply: 'It names a family.' } },
  ]);
});
