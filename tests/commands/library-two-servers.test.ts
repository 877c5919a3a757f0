import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { noFacets } from '@hearth/shared/library/facets';
import { CountsModel } from '@hearth/server/features/entry-counts/model';
import { EntryModel } from '@hearth/server/features/library/model';
import { anEntry, turnEntry } from '../support/library.ts';
import { present } from '../support/parts.ts';
import { twoProcesses, type Twins } from '../support/twins.ts';

let twins: Twins;
beforeAll(async () => {
  twins = await twoProcesses();
}, 60_000);
afterAll(() => twins.close());

test('e27: what one server is told to hide the other one counts no more, without waiting, and old entries have no facets', async () => {
  const { app, elsewhere } = twins;
  const [owner, curator, here] = [await app.person(), await app.person({ role: 'moderator' }), await app.person()];
  const there = elsewhere(here);
  const give = (title: string) => anEntry({ owner, curator }, 'published', { title, kind: 'toolkit' });
  const [old, first] = [await give('Old'), await give('First')];
  // As those that were there before there were any.
  await EntryModel.updateMany({}, { $unset: { facets: 1 } });
  const seen = async (who = there) => {
    const { total, facets, entries } = await who.see('library.list', { kind: ['toolkit'] });
    return [total, facets.kind.map(({ count }) => count), entries.map(({ title }) => title)];
  };
  expect(await seen()).toEqual([2, [2], ['First', 'Old']]);
  expect(await seen(here)).toEqual(await seen());
  expect(present((await there.see('library.entry', { entryId: old.id })).entry).facets).toEqual(noFacets);
  const hidden = await turnEntry(curator, first, 'hide');
  expect(await seen()).toEqual([1, [1], ['Old']]);
  await turnEntry(elsewhere(curator), hidden, 'show');
  expect(await seen(here)).toEqual([2, [2], ['First', 'Old']]);
  for (let n = 0; n < 5; n++) {
    await give(`More ${n}`);
    expect((await seen())[0]).toBe(n + 3);
  }
}, 60_000);

test('what one server counts is in the order of the other one, also what was counted before it was dated', async () => {
  const { app, elsewhere } = twins;
  const [owner, curator, here] = [await app.person(), await app.person({ role: 'moderator' }), await app.person()];
  const there = elsewhere(here);
  const give = (title: string) => anEntry({ owner, curator }, 'published', { title, kind: 'slides' });
  const [old, young] = [await give('Old'), await give('Young')];
  await here.do('entry.thank', { entryId: old.id, thanks: true });
  await app.settled();
  await CountsModel.updateMany({}, { $unset: { keptAt: 1 } });
  const seen = async (who: typeof here) => {
    const { entries } = await who.see('library.list', { kind: ['slides'], by: 'thanked' });
    return entries.map(({ title }) => title);
  };
  for (const who of [here, there]) expect(await seen(who)).toEqual(['Old', 'Young']);
  const thankful = [await app.person(), await app.person()];
  for (const person of thankful) await person.do('entry.thank', { entryId: young.id, thanks: true });
  await app.settled();
  for (const who of [there, here]) expect(await seen(who)).toEqual(['Young', 'Old']);
}, 60_000);
