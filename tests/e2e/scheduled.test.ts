import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
let member: string;
let moderator: string;
let path: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  member = people.find(({ role }) => role === 'member')?.name ?? '';
  moderator = people.find(({ role }) => role === 'moderator')?.name ?? '';
  const board = (await demo.see('board.list', {})).find(({ kind }) => kind === 'discussion');
  path = `/b/${board?.id}/new`;
}, 120_000);

/** Clocks of the day after tomorrow, as a field for times takes them. */
const wall = `${new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)}T09:30`;

test('one chooses when a thread appears, on a phone; until then it stands among one’s drafts, and a moderator sees it', async () => {
  const phone = await visit(browser, demo.url, { width: 360 });
  const desk = await visit(browser, demo.url, { locale: 'es' });
  await Promise.all([signInAs(phone, member), signInAs(desk, moderator)]);
  const page = await phone.open(path);
  await page.getByLabel('What is it about?').fill('Term begins');
  await page.getByLabel('Your words').fill('See you on Monday.');
  await page.getByRole('link', { name: 'Choose when it appears' }).click();
  // What was written stays.
  await page.getByLabel('When it appears').fill(wall);
  expect(await page.getByLabel('Your words').inputValue()).toBe('See you on Monday.');
  await page.getByLabel('Time zone').selectOption('America/Chicago');
  await page.getByRole('button', { name: 'Schedule' }).click();
  await page.waitForURL('**/drafts');
  const row = page.getByTestId('scheduled').locator('li');
  await row.getByText('Term begins').waitFor();
  await row.getByText(/Appears:.*9:30/).waitFor();
  // It is no draft any more.
  expect(await page.getByTestId('drafts').count()).toBe(0);

  const others = await desk.open('/drafts');
  await others.getByTestId('scheduled-by-others').getByText('Term begins').waitFor();
  expect(await others.getByTestId('scheduled-by-others').getByRole('button').count()).toBe(0);

  await row.getByRole('link', { name: 'Change' }).click();
  await page.getByLabel('What is it about?').fill('Term begins late');
  await page.getByRole('button', { name: 'Schedule' }).click();
  await page.waitForURL('**/drafts');
  await row.getByText('Term begins late').waitFor();
  await row.getByRole('button', { name: 'Stop it' }).click();
  await row.getByText('It does not appear by itself.').waitFor();
  await row.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('The draft was discarded.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await row.getByRole('button', { name: 'Post now' }).click();
  await page.waitForURL(/\/t\//);
  await page.getByRole('heading', { name: 'Term begins late' }).waitFor();
  expect([...phone.faults, ...desk.faults]).toEqual([]);
  await Promise.all([phone.close(), desk.close()]);
}, 90_000);

test('without scripts a thread is scheduled, and a time that is none is asked for again with all words', async () => {
  const bare = await asNamed(browser, demo, member, { scripts: false });
  const page = await bare.open(`${path}?later`);
  await page.getByLabel('What is it about?').fill('Sin prisa');
  await page.getByLabel('Your words').fill('Later.');
  await page.getByLabel('When it appears').fill('2020-01-01T08:00');
  await page.getByLabel('Time zone').selectOption('America/Chicago');
  await page.getByRole('button', { name: 'Schedule' }).click();
  await page.getByText('Choose a time between now and a year from now.').first().waitFor();
  expect(await page.getByLabel('Your words').inputValue()).toBe('Later.');
  await page.getByLabel('When it appears').fill(wall);
  await page.getByRole('button', { name: 'Schedule' }).click();
  await page.waitForURL('**/drafts');
  await page.getByTestId('scheduled').getByText('Sin prisa').waitFor();
  await bare.close();
}, 60_000);
