import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { EntryId, LibraryOrder } from '@hearth/shared/library/entity';
import { noFacets } from '@hearth/shared/library/facets';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry, turnEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let owner: Person;
let curator: Person;
let people: readonly Person[];
beforeAll(async () => {
  app = await openApp();
  [owner, curator] = [await app.person({ role: 'moderator' }), await app.person({ role: 'moderator' })];
  people = [await app.person(), await app.person(), await app.person()];
});
afterAll(() => app.close());

/** Each test has entries of a place of its own. */
let year = 1_950;
beforeEach(() => void (year += 1));

async function give(title: string, more: Parameters<typeof anEntry>[2] = {}): Promise<EntryId> {
  app.clock.advance(1_000);
  const facets = { ...noFacets, year };
  return (await anEntry({ owner, curator }, 'published', { title, facets, ...more })).id;
}
const thank = async (entryId: EntryId, times: number, thanks = true) => {
  for (const person of people.slice(0, times)) await person.do('entry.thank', { entryId, thanks });
};
const told = { level: 'high', place: 'city', changed: '', sentence: 'It went well.' } as const;
const tryOut = async (entryId: EntryId, times: number) => {
  for (const person of people.slice(0, times)) await person.do('trial.report', { entryId, ...told, result: 'worked' });
};
async function titles(by: LibraryOrder | undefined, more: object = {}): Promise<string> {
  await app.settled();
  const { entries } = await app.stranger().see('library.list', { year: [year], ...(by && { by }), ...more });
  return entries.map(({ title }) => title).join(' ');
}

test('most tried and most thanked first, the newest of equals first; and the newest as before', async () => {
  const [a, b, c] = [await give('A'), await give('B'), await give('C')];
  await give('D');
  await tryOut(a, 1);
  await tryOut(b, 2);
  await thank(c, 3);
  await thank(a, 1);
  expect(await titles(undefined)).toBe('D C B A');
  expect(await titles('newest')).toBe('D C B A');
  expect(await titles('tried')).toBe('B A D C');
  expect(await titles('thanked')).toBe('C A D B');
  await thank(c, 3, false);
  expect(await titles('thanked')).toBe('A D C B');
});

test('within what was chosen, and with its counts', async () => {
  const [a, b] = [await give('A', { kind: 'slides' }), await give('B', { kind: 'slides' })];
  const other = await give('C');
  await thank(other, 3);
  await thank(a, 2);
  await thank(b, 1);
  expect(await titles('thanked')).toBe('C A B');
  expect(await titles('thanked', { kind: ['slides'] })).toBe('A B');
});

test('what is hidden is in no order, and stands where it stood once it is shown again', async () => {
  const first = await anEntry({ owner, curator }, 'published', { title: 'Z', kind: 'toolkit' });
  await thank(first.id, 3);
  const seen = async () => {
    await app.settled();
    const { entries } = await app.stranger().see('library.list', { kind: ['toolkit'], by: 'thanked' });
    return entries.map(({ id }) => id);
  };
  expect(await seen()).toEqual([first.id]);
  const hidden = await turnEntry(curator, first, 'hide');
  expect(await seen()).toEqual([]);
  await anEntry({ owner, curator }, 'published', { kind: 'toolkit' });
  await turnEntry(curator, hidden, 'show');
  expect((await seen())[0]).toBe(first.id);
});

test('a page goes on behind what one has, though what is counted has moved since', async () => {
  const ids: EntryId[] = [];
  for (let n = 0; n < 23; n++) ids.push(await give(`W${n}`));
  const [lead, last] = [present(ids[0]), present(ids[4])];
  await thank(lead, 3);
  await app.settled();
  const list = (more: object) => app.stranger().see('library.list', { year: [year], by: 'thanked', ...more });
  const first = await list({});
  expect([first.entries.length, first.more, first.total]).toEqual([20, true, 23]);
  expect(first.next).toEqual({ at: expect.any(String), id: ids[4], count: 0 });
  // The one at the top falls, and the last one of the page rises: nothing else is shown twice or left out.
  await thank(lead, 3, false);
  await thank(last, 2);
  await app.settled();
  const second = await list({ after: first.next });
  expect(second.entries.map(({ title }) => title)).toEqual(['W3', 'W2', 'W1', 'W0']);
  expect([second.more, second.next]).toEqual([false, null]);
});

test('it is found by words of its title, whatever their case and accents, and counts are of those', async () => {
  await give('Encuesta para Familias');
  await give('Family survey');
  await give('Late bus');
  const found = async (title: string) => {
    const { entries, total, facets } = await app.stranger().see('library.list', { year: [year], title });
    // Years are counted without the one that was chosen.
    expect(facets.year.find(({ value }) => value === String(year))?.count ?? 0).toBe(total);
    expect(entries).toHaveLength(total);
    return entries.map((entry) => entry.title);
  };
  expect(await found('FAMÍL')).toEqual(['Family survey', 'Encuesta para Familias']);
  expect(await found(' survey fam ')).toEqual(['Family survey']);
  expect(await found('bus survey')).toEqual([]);
  expect(await found('')).toHaveLength(3);
  const hidden = await anEntry({ owner, curator }, 'submitted', { title: 'Late train' });
  expect(hidden.state).toBe('submitted');
  expect(await found('late')).toEqual(['Late bus']);
});

test('an order that there is not is refused', async () => {
  expect(reasonIn((await app.stranger().get('library.list', { by: 'views' })).body)).toBe('invalid-input');
});
