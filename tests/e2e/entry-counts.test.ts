import { beforeAll, expect, test } from '@jest/globals';
import { entryIdOfKey } from '@hearth/server/demo/library';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

test('one says on a phone how it went and says thanks; open pages follow, in both languages', async () => {
  const id = entryIdOfKey('family-survey');
  const [rosa, stranger] = await Promise.all([
    visit(browser, demo.url, { width: 360 }),
    visit(browser, demo.url, { locale: 'es' }),
  ]);
  await signInAs(rosa, 'Rosa Delgado');
  const phone = await rosa.open(`/library/${id}`);
  const entry = await stranger.open(`/library/${id}`);
  const reports = await stranger.open(`/library/tried/${id}`);
  await Promise.all([phone, entry, reports].map(untilLive));
  const said = entry.getByTestId('entry-counts');
  await said.getByText(/Probado en 4 escuelas de \d estados: en 3 funcionó, en 1 en parte/).waitFor();
  await said.getByText('5 personas dieron las gracias').waitFor();

  await phone.getByRole('button', { name: 'Thanks' }).click();
  await phone.locator('[aria-pressed="true"]', { hasText: 'Thanks' }).waitFor();
  await said.getByText('6 personas dieron las gracias').waitFor();

  await phone.getByRole('link', { name: 'We tried it' }).click();
  const form = phone.getByTestId('report');
  await form.getByRole('radio', { name: 'Did not work' }).check();
  await form.getByLabel('School level').selectOption('middle');
  await form.getByLabel('Where the school is').selectOption('suburb');
  await form.getByLabel('In one sentence').fill('Four of ninety came back.');
  await form.getByRole('button', { name: 'Post the report' }).click();
  await said.getByText(/Probado en 5 escuelas/).waitFor();
  await reports.getByTestId('trials').getByText('Four of ninety came back.').waitFor();
  await phone.getByRole('button', { name: 'Withdraw my report' }).click();
  await said.getByText(/Probado en 4 escuelas/).waitFor();
  await phone.getByRole('button', { name: 'Undo' }).click();
  await said.getByText(/Probado en 5 escuelas/).waitFor();

  await stranger.open('/library').then(async (list) => {
    await list
      .getByTestId('row-counts')
      .getByText(/Probado en 5 escuelas.*; en 3 funcionó/)
      .waitFor();
  });
  expect([...rosa.faults, ...stranger.faults]).toEqual([]);
  await Promise.all([rosa.close(), stranger.close()]);
}, 120_000);

test('without scripts too: thanks, and a report by level', async () => {
  const id = entryIdOfKey('familia-nueva');
  const nia = await visit(browser, demo.url, { scripts: false });
  await signInAs(nia, 'Rosa Delgado');
  const page = await nia.open(`/library/${id}`);
  await page.getByRole('button', { name: 'Thanks' }).click();
  await page.locator('[aria-pressed="true"]', { hasText: 'Thanks' }).waitFor();
  await until(async () => {
    await page.reload();
    return page.getByText('1 person said thanks').isVisible();
  }, 'the count is announced');
  await page.getByRole('link', { name: 'We tried it' }).click();
  const form = page.getByTestId('report');
  await form.getByRole('radio', { name: 'Worked', exact: true }).check();
  await form.getByLabel('School level').selectOption('high');
  await form.getByLabel('Where the school is').selectOption('city');
  await form.getByLabel('In one sentence').fill('Nobody was alone on the first day.');
  await form.getByRole('button', { name: 'Post the report' }).click();
  await page.getByTestId('trials').getByText('Nobody was alone on the first day.').waitFor();
  await nia.close();
}, 60_000);
