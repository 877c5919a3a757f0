import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EntryModel } from '@hearth/server/features/library/model';
import { warmIndex } from '@hearth/server/features/library/warming';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry } from '../support/library.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

test('what is published is read before anybody asks, and once', async () => {
  const [owner, curator] = [await app.person(), await app.person({ role: 'moderator' })];
  const { id } = await anEntry({ owner, curator });
  // As those that were there before entries were dated.
  await EntryModel.updateMany({}, { $unset: { facets: 1, keptAt: 1 } });
  /** What the store is asked of all that is published. */
  const whole: string[] = [];
  mongoose.set('debug', (collection: string, method: string, filter: unknown) => {
    const asked = JSON.stringify(filter);
    if (collection === 'entries' && method === 'find' && asked === '{"state":"published"}') whole.push(asked);
  });
  try {
    const worker = warmIndex.start(app.services, app.store);
    await until(() => whole.length === 1, 'it is read');
    const { entries, facets } = await app.stranger().see('library.list', {});
    expect([entries.map((one) => one.id), facets.kind]).toEqual([[id], [{ value: 'template', count: 1 }]]);
    await curator.see('library.list', {});
    expect(whole).toHaveLength(1);
    await worker.stop();
  } finally {
    mongoose.set('debug', false);
  }
});
