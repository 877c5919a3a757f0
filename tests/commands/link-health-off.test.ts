import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LinkModel } from '@hearth/server/features/link-health/model';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry } from '../support/library.ts';
import { openOtherSite, type OtherSite } from '../support/other-site.ts';
import { reasonIn } from '../support/parts.ts';

let other: OtherSite;
let app: TestApp;
beforeAll(async () => {
  other = await openOtherSite();
  app = await openApp({ HEARTH_PREVIEWS: 'off' }, { publicWeb: other.reach });
});
afterAll(async () => {
  await app.close();
  await other.close();
});

test('switched off, nobody is asked where links lead, nothing is shown, and nothing is kept', async () => {
  const [owner, curator] = [await app.person(), await app.person({ role: 'moderator' })];
  const url = other.page('/there', 'Words');
  const parts = [{ kind: 'link' as const, url, title: '', language: 'en' as const }];
  const { id: entryId } = await anEntry({ owner, curator }, 'published', { parts });
  await app.settled();
  app.clock.advance(25 * 86_400_000);
  await app.settled();
  expect(await owner.see('link.of', { entryId })).toEqual({ links: [], mayCheck: false });
  expect(reasonIn((await owner.post('link.check', { entryId, url })).body)).toBe('library-links-off');
  await app.settled();
  expect(await curator.see('link.broken', {})).toEqual({ links: [], more: false, total: 0 });
  expect(other.asked).toEqual([]);
  expect(await LinkModel.countDocuments({})).toBe(0);
});
