import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import { ListModel, SavedModel } from '@hearth/server/features/saved/model';
import { savedListId } from '@hearth/shared/saved/entity';
import { savedLimits } from '@hearth/shared/saved/limits';
import { anEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { twoProcesses, type Twins } from '../support/twins.ts';

let twins: Twins;
let owner: Person;
let curator: Person;
beforeAll(async () => {
  twins = await twoProcesses();
  owner = await twins.app.person({ name: 'Olga Owner' });
  curator = await twins.app.person({ name: 'Cora Curator', role: 'moderator' });
}, 60_000);
afterAll(() => twins.close());

const give = (title: string) => anEntry({ owner, curator }, 'published', { title });
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);
const titles = async (person: Person, listId?: string) =>
  (await person.see('saved.list', listId ? { listId: savedListId.parse(listId) } : {})).rows.map(
    ({ entry }) => entry?.title,
  );
const numbers = async (person: Person) => {
  const { lists, entries } = await person.see('saved.lists', {});
  return [entries, ...lists.map((one) => [one.name, one.entries])];
};

test('entries stand in several lists, move between them, and are counted in each; saving still needs none', async () => {
  const ana = await twins.app.person();
  const [one, two] = [await give('One'), await give('Two')];
  await ana.do('saved.keep', { entryId: one.id, note: 'Mine' });
  const { id: may } = await ana.do('saved.make-list', { name: 'May' });
  const { id: june } = await ana.do('saved.make-list', { name: 'June' });
  expect(await ana.do('saved.place', { entryId: one.id, into: [may], out: [] })).toEqual({ lists: [may] });
  twins.app.clock.advance(1_000);
  // What was not saved yet is saved by it.
  await ana.do('saved.place', { entryId: two.id, into: [may, june], out: [] });
  expect(await numbers(ana)).toEqual([2, ['June', 1], ['May', 2]]);
  await ana.do('saved.place', { entryId: one.id, into: [june], out: [may] });
  expect(await numbers(ana)).toEqual([2, ['June', 2], ['May', 1]]);
  expect([await titles(ana), await titles(ana, may)]).toEqual([['Two', 'One'], ['Two']]);
  const { lists, note } = await ana.see('saved.of', { entryId: one.id });
  expect([note, lists]).toEqual([
    'Mine',
    [
      { id: june, name: 'June', isIn: true },
      { id: may, name: 'May', isIn: false },
    ],
  ]);
  // Out of all that is saved is out of every list, and Undo brings it back into them.
  await ana.do('saved.drop', { entryId: one.id });
  expect(await numbers(ana)).toEqual([1, ['June', 1], ['May', 1]]);
  await ana.do('saved.keep', { entryId: one.id });
  expect(await numbers(ana)).toEqual([2, ['June', 2], ['May', 1]]);
});

test('a list is renamed, deleted, and for a day brought back with what stood in it, which stays saved', async () => {
  const ana = await twins.app.person();
  const { id: entryId } = await give('To stay');
  const { id: listId } = await ana.do('saved.make-list', { name: 'Before' });
  await ana.do('saved.place', { entryId, into: [listId], out: [] });
  await ana.do('saved.rename-list', { listId, name: 'After' });
  const inADay = () => twins.app.clock.now().getTime() + savedLimits.undoHours * 3_600_000;
  const from = inADay();
  await ana.do('saved.drop-list', { listId });
  expect(await numbers(ana)).toEqual([1]);
  expect(await reasonOf(ana, 'saved.rename-list', { listId, name: 'Late' })).toBe('saved-list-gone');
  await expect(titles(ana, listId)).rejects.toThrow('saved-list-gone');
  const { endsAt } = present(await ListModel.findById(listId).lean());
  expect(present(endsAt).getTime()).toBeGreaterThanOrEqual(from);
  expect(present(endsAt).getTime()).toBeLessThanOrEqual(inADay());
  await ana.do('saved.restore-list', { listId });
  expect(await numbers(ana)).toEqual([1, ['After', 1]]);
  // As the store does after that day: nothing of it is left, where the entry stands next.
  await ListModel.deleteOne({ _id: listId });
  expect(await reasonOf(ana, 'saved.restore-list', { listId })).toBe('no-such-thing');
  await ana.do('saved.place', { entryId, into: [], out: [] });
  expect(present(await SavedModel.findOne({ personId: ana.personId }).lean()).lists).toEqual([]);
});

test('nobody sees, fills, renames, deletes or brings back somebody else’s list', async () => {
  const [ana, ben] = [await twins.app.person(), await twins.app.person()];
  const { id: entryId } = await give('Of Ana');
  const { id: listId } = await ana.do('saved.make-list', { name: 'Mine' });
  await ana.do('saved.place', { entryId, into: [listId], out: [] });
  for (const other of [ben, curator]) {
    expect(await numbers(other)).toEqual([0]);
    expect(await reasonOf(other, 'saved.place', { entryId, into: [listId], out: [] })).toBe('no-such-thing');
    expect(await reasonOf(other, 'saved.rename-list', { listId, name: 'Theirs' })).toBe('no-such-thing');
    expect(await reasonOf(other, 'saved.restore-list', { listId })).toBe('no-such-thing');
    await other.do('saved.drop-list', { listId });
    await expect(titles(other, listId)).rejects.toThrow('no-such-thing');
  }
  expect(await titles(ben)).toEqual([]);
  expect(await numbers(ana)).toEqual([1, ['Mine', 1]]);
  expect((await twins.app.stranger().see('saved.of', { entryId })).lists).toEqual([]);
});

test('two pages on two servers put the same entry into a list once, and into a deleted one not at all', async () => {
  const here = await twins.app.person();
  const there = twins.elsewhere(here);
  const { id: entryId } = await give('Twice');
  const commandId = '01234567-89ab-4cde-8f01-23456789abcd';
  const made = await Promise.all(
    [here, there].map((person) => person.do('saved.make-list', { name: 'Once' }, commandId)),
  );
  const listId = present(made[0]).id;
  await Promise.all([here, there].map((person) => person.do('saved.place', { entryId, into: [listId], out: [] })));
  expect(await numbers(there)).toEqual([1, ['Once', 1]]);
  expect(present(await SavedModel.findOne({ personId: here.personId }).lean()).lists).toEqual([listId]);
  await here.do('saved.drop-list', { listId });
  const other = await give('Too late');
  expect(await reasonOf(there, 'saved.place', { entryId: other.id, into: [listId], out: [] })).toBe('saved-list-gone');
  expect(await titles(there)).toEqual(['Twice']);
});

test('there may be so many lists, and so many entries in one', async () => {
  const ana = await twins.app.person();
  const at = twins.app.clock.now();
  const ids = Array.from({ length: savedLimits.inList }, (_, n) => n.toString(16).padStart(16, '0'));
  const idOf = (n: number) => `${present(ana.personId)}`.slice(0, 12) + n.toString(16).padStart(4, '0');
  const lists = Array.from({ length: savedLimits.lists }, (_, n) => ({
    ...{ _id: idOf(n), personId: ana.personId, name: `List ${n}`, at, endsAt: null },
  }));
  await ListModel.insertMany(lists);
  const [first, second] = [savedListId.parse(idOf(0)), savedListId.parse(idOf(1))];
  await SavedModel.insertMany(
    ids.map((entryId) => ({
      ...{ _id: `${ana.personId}/${entryId}`, personId: ana.personId, entryId, note: '', at, endsAt: null },
      lists: [first],
    })),
  );
  expect(await reasonOf(ana, 'saved.make-list', { name: 'One more' })).toBe('too-many-saved-lists');
  const { id: entryId } = await give('One too many');
  expect(await reasonOf(ana, 'saved.place', { entryId, into: [first], out: [] })).toBe('saved-list-full');
  expect((await ana.see('saved.of', { entryId })).note).toBeNull();
  await ana.do('saved.place', { entryId, into: [second], out: [] });
  await ana.do('saved.drop-list', { listId: second });
  await ana.do('saved.make-list', { name: 'One more' });
  expect(await reasonOf(ana, 'saved.restore-list', { listId: second })).toBe('too-many-saved-lists');
});

test('lists are in the export of whoever made them, and go with them', async () => {
  const ana = await twins.app.person();
  const { id: entryId } = await give('Of somebody');
  const { id: listId } = await ana.do('saved.make-list', { name: 'Mine alone' });
  await ana.do('saved.place', { entryId, into: [listId], out: [] });
  expect(await ana.see('account.export', {})).toMatchObject({
    savedEntries: [{ id: entryId, lists: [listId] }],
    savedLists: [{ id: listId, name: 'Mine alone' }],
  });
  const { email } = present(await findPerson(ana.personId));
  await ana.do('account.erase', { email, words: 'keep' });
  await twins.app.settled();
  expect(await ListModel.countDocuments({ personId: ana.personId })).toBe(0);
});
