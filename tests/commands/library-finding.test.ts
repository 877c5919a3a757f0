import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { EntryModel } from '@hearth/server/features/library/model';
import { noFacets, type EntryFacets, type FacetCounts } from '@hearth/shared/library/facets';
import { tagId } from '@hearth/shared/tags/entity';
import type { GroupId } from '@hearth/shared/kernel/ids';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry, entryWords, turnEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let owner: Person;
let curator: Person;
let admin: Person;
let groupId: GroupId;
/** In the group, and not. */
let insider: Person;
let member: Person;
const [food, meals] = [tagId.parse('food'), tagId.parse('meals')];

beforeAll(async () => {
  app = await openApp();
  owner = await app.person({ name: 'Olga Owner' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  admin = await app.person({ name: 'Ada Admin', role: 'admin' });
  [insider, member] = [await app.person({ name: 'Ines Inside' }), await app.person({ name: 'Max Member' })];
  const group = { name: 'Ohio', purpose: 'Coordinators.', language: 'en', kind: 'invited' } as const;
  groupId = (await admin.do('group.create', group)).id;
  for (const person of [owner, insider]) {
    await admin.do('group.invite', { groupId, personId: person.personId });
    await person.do('group.join', { groupId });
  }
  for (const id of [food, meals]) {
    const name = { en: id, es: id };
    await curator.do('tag.create', { tagId: id, name, synonyms: { en: [], es: [] }, group: 'topic' });
  }
  await app.settled();
});
afterAll(() => app.close());

/** Of this process alone: what is timed by it believes that so long has passed. */
function laterBy(ms: number) {
  const now = performance.now.bind(performance);
  return jest.spyOn(performance, 'now').mockImplementation(() => now() + ms);
}

const facetsOf = (more: Partial<EntryFacets>): EntryFacets => ({ ...noFacets, ...more });
const give = (more: Parameters<typeof anEntry>[2]) => anEntry({ owner, curator }, 'published', more);
const counted = (counts: FacetCounts, facet: keyof FacetCounts) =>
  Object.fromEntries(counts[facet].map(({ value, count }) => [value, count]));
async function seen(person: Person, input: object = {}) {
  const { entries, total, facets, without } = await person.see('library.list', input);
  return { titles: entries.map(({ title }) => title), total, facets, without };
}

test('e27: counts are of what one may read, by role and by group, and change at once when that is narrowed', async () => {
  const facets = facetsOf({ areas: ['families'], place: 'OH', year: 2024 });
  const open = await give({ kind: 'toolkit', facets, title: 'For everyone' });
  await give({ kind: 'toolkit', facets, audience: 'members', title: 'For members' });
  const inGroup = { audience: 'groups' as const, groups: [groupId] };
  await give({ kind: 'toolkit', facets, ...inGroup, title: 'For Ohio' });
  await anEntry({ owner, curator }, 'submitted', { kind: 'toolkit', facets });
  const counts = async () => {
    const people = [app.stranger(), member, insider, owner, curator, admin];
    const all = await Promise.all(people.map((person) => seen(person, { kind: ['toolkit'] })));
    for (const { titles, total, facets: its } of all) {
      expect(titles).toHaveLength(total);
      const same = [its.kind, its.area, its.place, its.year].map((values) =>
        values.filter(({ value }) => ['toolkit', 'families', 'OH', '2024'].includes(value)).map(({ count }) => count),
      );
      expect(same).toEqual(total ? [[total], [total], [total], [total]] : [[], [], [], []]);
    }
    return all.map(({ total }) => total);
  };
  expect(await counts()).toEqual([1, 2, 3, 3, 3, 3]);
  const hidden = await turnEntry(curator, open, 'hide');
  expect(await counts()).toEqual([0, 1, 2, 2, 2, 2]);
  const shown = await turnEntry(curator, hidden, 'show');
  expect(await counts()).toEqual([1, 2, 3, 3, 3, 3]);
  // A curator narrows for whom it is.
  const words = entryWords({ kind: 'toolkit', audience: 'members', title: 'Narrower' });
  const mended = await curator.do('library.change', { entryId: open.id, rev: shown.rev, ...words });
  expect(await counts()).toEqual([0, 2, 3, 3, 3, 3]);
  await turnEntry(curator, mended, 'remove');
  expect(await counts()).toEqual([0, 1, 2, 2, 2, 2]);
  await admin.do('group.remove', { groupId, personId: insider.personId });
  expect(await counts()).toEqual([0, 1, 1, 2, 2, 2]);
});

test('several values of a facet are any of them, several facets are all of them, and counts say what one would find', async () => {
  const es = [{ kind: 'link', url: 'https://example.org/es', title: '', language: 'es' } as const];
  await give({ kind: 'slides', title: 'A', facets: facetsOf({ grades: ['early'], readers: ['union'] }) });
  await give({ kind: 'slides', title: 'B', parts: es, facets: facetsOf({ grades: ['high'], readers: ['union'] }) });
  await give({ kind: 'recording', title: 'C', parts: es, facets: facetsOf({ grades: ['high', 'adult'] }) });
  const both = await seen(member, { grade: ['early', 'high'] });
  expect(both.titles).toEqual(['C', 'B', 'A']);
  expect(counted(both.facets, 'kind')).toEqual({ slides: 2, recording: 1 });
  const one = await seen(member, { grade: ['high'], language: ['es'], kind: ['slides'] });
  expect(one).toMatchObject({ titles: ['B'], total: 1, without: [] });
  // What else one could choose in a facet is counted without what was chosen in it.
  expect(counted(one.facets, 'kind')).toEqual({ slides: 1, recording: 1 });
  expect(counted(one.facets, 'grade')).toEqual({ high: 1 });
  expect(counted(one.facets, 'readers')).toEqual({ union: 1 });
});

test('where nothing is found it is said what there is without one facet at a time', async () => {
  await give({ kind: 'video', title: 'V1', facets: facetsOf({ year: 2011 }) });
  await give({ kind: 'video', title: 'V2', facets: facetsOf({ year: 2012 }) });
  const { total, without } = await seen(member, { kind: ['video'], year: [2013, 2014] });
  expect([total, without]).toEqual([0, [{ facet: 'year', count: 2 }]]);
  const { titles } = await seen(member, { kind: ['video'], year: [2011, 2012] });
  expect(titles).toEqual(['V2', 'V1']);
});

test('topics are those of the network, and one that was merged leads to the other', async () => {
  await give({ title: 'Food', facets: facetsOf({ topics: [food] }) });
  await give({ title: 'Meals', facets: facetsOf({ topics: [meals] }) });
  await give({ title: 'Both', facets: facetsOf({ topics: [food, meals] }) });
  expect(counted((await seen(member)).facets, 'topic')).toEqual({ food: 2, meals: 2 });
  await curator.do('tag.merge', { tagId: meals, into: food });
  await app.settled();
  expect(counted((await seen(member)).facets, 'topic')).toEqual({ food: 3 });
  for (const topic of [food, meals]) expect((await seen(member, { topic: [topic] })).total).toBe(3);
  const unknown = entryWords({ facets: facetsOf({ topics: [tagId.parse('no-such-thing')] }) });
  expect(reasonIn((await owner.post('library.draft', unknown)).body)).toBe('tag-gone');
});

test('what is said of an entry stays where a change says nothing of it, is exported, and goes with what was removed', async () => {
  const facets = facetsOf({ areas: ['data', 'data'], grades: ['early'], year: 1999, place: 'TX' });
  const draft = await owner.do('library.draft', entryWords({ facets }));
  const kept = { ...facets, areas: ['data'] };
  const words = entryWords({ title: 'Another title' });
  const changed = await owner.do('library.change', { entryId: draft.id, rev: draft.rev, ...words });
  const see = async () => present((await owner.see('library.entry', { entryId: draft.id })).entry).facets;
  expect(await see()).toEqual(kept);
  const { libraryEntries } = await owner.see('account.export', {});
  expect(libraryEntries).toContainEqual(expect.objectContaining({ id: draft.id, facets: kept }));
  const without = { ...words, facets: noFacets };
  await owner.do('library.change', { entryId: draft.id, rev: changed.rev, ...without });
  expect(await see()).toEqual(noFacets);
  for (const bad of [{ year: 3_000 }, { place: 'Ohio' }, { areas: ['songs'] }, { song: 1 }])
    expect(
      reasonIn((await owner.post('library.draft', { ...entryWords(), facets: { ...noFacets, ...bad } })).body),
    ).toBe('invalid-input');
});

test('related is what is most alike of what one may read, and of what is closed there is nothing', async () => {
  const facets = facetsOf({ areas: ['leadership'], grades: ['middle'] });
  const like = (title: string, more: Parameters<typeof anEntry>[2] = {}) =>
    give({ kind: 'document', title, facets, ...more });
  const own = await like('Own');
  await like('Area', { facets: facetsOf({ areas: ['leadership'] }) });
  await like('Twin');
  await like('Hidden from most', { audience: 'groups', groups: [groupId] });
  const related = async (person: Person) =>
    (await person.see('library.related', { entryId: own.id })).entries.map(({ title }) => title);
  expect(await related(app.stranger())).toEqual(['Twin', 'Area']);
  expect(await related(owner)).toEqual(['Hidden from most', 'Twin', 'Area']);
  await turnEntry(curator, own, 'hide');
  expect(await related(member)).toEqual([]);
  expect(await related(owner)).toHaveLength(3);
  const draft = await owner.do('library.draft', entryWords());
  expect(reasonIn((await member.get('library.related', { entryId: draft.id })).body)).toBe('no-such-thing');
});

test('the list goes on page by page behind what one has, within what was chosen', async () => {
  const facets = facetsOf({ place: 'WY' });
  const all: string[] = [];
  for (let n = 0; n < 22; n++) {
    app.clock.advance(n % 3 === 0 ? 1_000 : 0);
    all.push((await give({ title: `W${n}`, facets })).id);
  }
  const first = await member.see('library.list', { place: ['WY'] });
  expect([first.entries.length, first.more, first.total]).toEqual([20, true, 22]);
  const { at, id } = present(first.entries.at(-1));
  const second = await member.see('library.list', { place: ['WY'], after: { at, id } });
  expect([second.entries.length, second.more, second.total]).toEqual([2, false, 22]);
  const ids = [...first.entries, ...second.entries].map((entry) => entry.id);
  expect(ids.toSorted()).toEqual(all.toSorted());
});

test('what is hidden in the very moment in which the list was read is counted no more, whenever it is asked next', async () => {
  const { id } = await give({ kind: 'toolkit', title: 'In one moment', facets: facetsOf({ year: 1955 }) });
  expect((await seen(member, { year: [1955] })).total).toBe(1);
  // As the store dates two writes of one millisecond.
  const written = await EntryModel.findById(id).select('+keptAt').lean<{ keptAt: Date }>();
  await EntryModel.collection.updateOne({ _id: id }, { $set: { state: 'hidden', keptAt: present(written).keptAt } });
  const clock = laterBy(60_000);
  expect((await seen(member, { year: [1955] })).total).toBe(0);
  clock.mockRestore();
});
