import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openActs, openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
let name: string;
let path: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  name = (await demo.see('demo.people', {})).find(({ role }) => role === 'member')?.name ?? '';
  const [latest] = (await demo.see('thread.latest', { most: 20 })).filter(({ thread }) => thread.lastNo < 20);
  path = `/t/${latest?.thread.id}`;
}, 120_000);

const first = (page: Page) => page.locator('#post-1');

/** What one does rarely with the first post stands open. */
async function shown(page: Page): Promise<void> {
  if (!(await page.locator('#acts-1').isVisible())) await openActs(first(page));
}

test('one tap keeps a post, on a phone and a desktop; with a note and a reminder it stands on the list, and is taken back', async () => {
  const phone = await visit(browser, demo.url, { width: 360 });
  const desk = await visit(browser, demo.url, { locale: 'es' });
  await Promise.all([signInAs(phone, name), signInAs(desk, name)]);
  const [small, large] = [await phone.open(path), await desk.open(path)];
  await Promise.all([untilLive(small), untilLive(large)]);
  await shown(small);
  await first(small).getByRole('button', { name: 'Bookmark post 1' }).click();
  await small.getByText('The post was bookmarked.').waitFor();
  await shown(large);
  await first(large).getByRole('button', { name: 'Quitar el marcador del mensaje 1' }).waitFor();
  await small.getByRole('button', { name: 'Undo' }).click();
  await shown(large);
  await first(large).getByRole('button', { name: 'Marcar el mensaje 1' }).click();

  await shown(large);
  await first(large).getByRole('link', { name: 'Recordármelo' }).click();
  await large.getByLabel('Nota para usted').fill('Para la reunión');
  await large.getByLabel('Recordármelo').selectOption('friday');
  await large.getByRole('button', { name: 'Guardar' }).click();
  await large.waitForURL('**/bookmarks');
  const row = large.getByTestId('bookmarks').locator('li');
  await row.getByText('Para la reunión').waitFor();
  await row.getByText('Recordatorio:').waitFor();
  // It is known again after a reload, and elsewhere.
  await small.reload();
  await shown(small);
  await first(small).getByRole('button', { name: 'Remove the bookmark of post 1' }).waitFor();
  await row.getByRole('button', { name: 'Quitar' }).click();
  await large.getByText('Se quitó el marcador.').waitFor();
  await shown(small);
  await first(small).getByRole('button', { name: 'Bookmark post 1' }).waitFor();
  await large.getByRole('button', { name: 'Deshacer' }).click();
  await row.getByText('Para la reunión').waitFor();
  await row.getByRole('button', { name: 'Quitar' }).click();
  await large.getByText('Aún no tiene marcadores.').waitFor();
  expect([...phone.faults, ...desk.faults]).toEqual([]);
  await Promise.all([phone.close(), desk.close()]);
}, 90_000);

test('without scripts a button keeps a post, and a form says when one is to be reminded', async () => {
  const bare = await asNamed(browser, demo, name, { scripts: false });
  const page = await bare.open(path);
  await shown(page);
  await first(page).getByRole('button', { name: 'Bookmark post 1' }).click();
  await page.waitForURL(/\/bookmarks\//);
  await page.getByLabel('Note for yourself').fill('For the meeting');
  await page.getByLabel('Remind me').selectOption('tomorrow');
  // Without scripts nobody knows one's clocks.
  await page.getByLabel('Time zone').selectOption('America/Chicago');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL('**/bookmarks');
  await page.getByText('For the meeting').waitFor();
  await page.getByText('Reminder:').waitFor();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('For the meeting').waitFor();
  await bare.close();
}, 60_000);
