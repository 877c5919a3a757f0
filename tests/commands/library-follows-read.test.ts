import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dayOf, spanOf } from '@hearth/server/features/notifications/days';
import { noFacets } from '@hearth/shared/library/facets';
import { tagId } from '@hearth/shared/tags/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { askedBy } from '../support/asked-of-store.ts';
import { anEntry } from '../support/library.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

/** Until what happened today is told. */
async function tomorrow(): Promise<void> {
  await app.settled();
  const { to } = spanOf(dayOf(app.clock.now()));
  app.clock.advance(to.getTime() - app.clock.now().getTime() + 1_000);
  await app.services.jobs.settled(20_000);
  await app.settled();
}

/** How many entries are read from the store while something is done. */
async function readWhile(act: () => Promise<unknown>): Promise<number> {
  let count = 0;
  mongoose.set('debug', (collection: string, method: string, first: unknown, second: unknown) => {
    if (collection !== 'entries') return;
    for (const { filter } of askedBy(collection, method, first, second)) count += idsIn(filter);
  });
  try {
    await act();
  } finally {
    mongoose.set('debug', false);
  }
  return count;
}

function idsIn(filter: object): number {
  const id: unknown = '_id' in filter ? filter._id : null;
  if (typeof id !== 'object' || id === null || !('$in' in id)) return id === null ? 0 : 1;
  return Array.isArray(id.$in) ? id.$in.length : 0;
}

test('attack: a bell that tells of many topics reads what came on the days it tells of, and not all there is of them', async () => {
  const [owner, curator, reader] = [
    await app.person(),
    await app.person({ role: 'moderator' }),
    await app.person({ name: 'Rita Reader' }),
  ];
  const topic = tagId.parse('buses');
  const synonyms = { en: [], es: [] };
  await curator.do('tag.create', {
    ...{ tagId: topic, name: { en: 'Buses', es: 'Autobuses' }, synonyms, group: 'topic' },
  });
  const about = { facets: { ...noFacets, topics: [topic] } };
  for (let n = 0; n < 8; n++) await anEntry({ owner, curator }, 'published', about);
  await tomorrow();
  await reader.do('follow.set', { what: { topicId: topic }, level: 'follow' });
  await anEntry({ owner, curator }, 'published', about);
  await tomorrow();
  expect(await readWhile(() => reader.see('bell.count', {}))).toBeGreaterThan(0);
  expect(await readWhile(() => reader.see('bell.count', {}))).toBeLessThanOrEqual(2);
  expect(await reader.see('bell.count', {})).toEqual({ total: 1 });
});
