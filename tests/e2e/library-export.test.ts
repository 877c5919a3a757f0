import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { anEntry } from '../support/library.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

test('a stranger takes the library along as a table in which nothing is a formula, an admin all of it', async () => {
  const [owner, curator] = await Promise.all(
    ['Ana Fuentes', 'Rosa Delgado'].map((name) => personNamed(browser, demo, name)),
  );
  if (!owner || !curator) throw new Error('nobody is there');
  await anEntry({ owner, curator }, 'published', { title: '=HYPERLINK("https://evil.example")', credit: '@SUM(1)' });
  const stranger = await visit(browser, demo.url);
  const page = await stranger.open('/library');
  await untilLive(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the list as a table (CSV)' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('library.csv');
  const answer = await stranger.context.request.get('/library/export.csv');
  expect(answer.headers()['content-type']).toBe('text/csv; charset=utf-8');
  const text = await answer.text();
  expect(text).toMatch(/^\uFEFF"id","title","kind"/);
  expect(text).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  expect(text).toContain(`"'@SUM(1)"`);
  expect(text).not.toMatch(/"[=+@]/);
  expect((await stranger.context.request.get('/library/export.json')).status()).toBe(401);

  const people = await demo.see('demo.people', {});
  const admin = await asNamed(browser, demo, people.find(({ role }) => role === 'admin')?.name);
  const all: unknown = await (await admin.context.request.get('/library/export.json')).json();
  expect(all).toContainEqual(
    expect.objectContaining({ title: '=HYPERLINK("https://evil.example")', state: 'published' }),
  );
  expect(all).toContainEqual(expect.objectContaining({ state: 'submitted' }));
  await Promise.all([stranger.close(), admin.close()]);
}, 120_000);
