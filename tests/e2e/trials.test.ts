import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';

let demo: Demo;
let browser: Browser;
let id: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const { rows } = await demo.see('board.get', { boardId: 'attendance' });
  id = present(rows.find(({ title }) => title.startsWith('Chronic'))).id;
}, 120_000);

test('one reports on an answer on a phone; the post and the list say so for everybody at once, in both languages', async () => {
  const [rosa, stranger] = await Promise.all([
    visit(browser, demo.url, { width: 360 }),
    visit(browser, demo.url, { locale: 'es' }),
  ]);
  await signInAs(rosa, 'Rosa Delgado');
  const phone = await rosa.open(`/t/${id}`);
  const thread = await stranger.open(`/t/${id}`);
  const reports = await stranger.open(`/tried/${id}?post=2`);
  await Promise.all([phone, thread, reports].map(untilLive));
  const below = thread.locator('#post-2').getByTestId('tried');
  await below.getByText('Probado en 11 escuelas: en 8 funcionó, en 2 en parte, en 1 no').waitFor();

  await phone.locator('#post-2').getByTestId('tried').getByRole('link', { name: 'We tried it' }).click();
  const form = phone.getByTestId('report');
  await form.getByRole('radio', { name: 'Did not work' }).check();
  await form.getByLabel('School level').selectOption('middle');
  await form.getByLabel('Where the school is').selectOption('suburb');
  await form.getByLabel('In one sentence').fill('Nobody came to the meeting.');
  await form.getByRole('button', { name: 'Post the report' }).click();
  await below.getByText('Probado en 12 escuelas: en 8 funcionó, en 2 en parte, en 2 no').waitFor();
  await reports.getByTestId('trials').getByText('Nobody came to the meeting.').waitFor();
  await reports.getByTestId('tried-counts').getByText('12 escuelas').waitFor();

  // What one says otherwise is told as well, where the numbers stay.
  await phone.getByRole('heading', { name: 'Your report' }).waitFor();
  await form.getByLabel('In one sentence').fill('Two came to the meeting.');
  await form.getByRole('button', { name: 'Change the report' }).click();
  await reports.getByTestId('trials').getByText('Two came to the meeting.').waitFor();

  await phone.getByRole('button', { name: 'Withdraw my report' }).click();
  await below.getByText('Probado en 11 escuelas').waitFor();
  await reports.getByText('Two came to the meeting.').waitFor({ state: 'detached' });
  await phone.getByRole('button', { name: 'Undo' }).click();
  await reports.getByTestId('trials').getByText('Two came to the meeting.').waitFor();
  await phone.getByRole('heading', { name: 'Your report' }).waitFor();
  expect([...rosa.faults, ...stranger.faults]).toEqual([]);
  await Promise.all([rosa.close(), stranger.close()]);
}, 120_000);

test('the first report shows below a post that was open before there was any', async () => {
  const { rows } = await demo.see('board.get', { boardId: 'families' });
  const other = present(rows.find(({ lock, lastNo }) => !lock && lastNo > 2)).id;
  const [ana, stranger] = await Promise.all([visit(browser, demo.url), visit(browser, demo.url)]);
  await signInAs(ana, 'Grace Whitfield');
  const [thread, page] = [await stranger.open(`/t/${other}`), await ana.open(`/tried/${other}?post=2`)];
  await Promise.all([thread, page].map(untilLive));
  await page.getByText('Nobody has reported yet.').waitFor();
  const form = page.getByTestId('report');
  await form.getByRole('radio', { name: 'Worked', exact: true }).check();
  await form.getByLabel('School level').selectOption('other');
  await form.getByLabel('Where the school is').selectOption('city');
  await form.getByLabel('In one sentence').fill('It went well.');
  await form.getByRole('button', { name: 'Post the report' }).click();
  await thread.locator('#post-2').getByTestId('tried').getByText('Tried by 1 school: 1 worked').waitFor();
  expect([...ana.faults, ...stranger.faults]).toEqual([]);
  await Promise.all([ana.close(), stranger.close()]);
}, 90_000);

test('before scripts run one reads, filters, reports, changes and withdraws', async () => {
  const visitor = await asNamed(browser, demo, 'Marisol Vega', { scripts: false });
  const page = await visitor.open(`/t/${id}?post=2`);
  await page
    .locator('#post-2')
    .getByTestId('tried')
    .getByRole('link', { name: /^Tried by/ })
    .click();
  await page.getByRole('button', { name: 'Show' }).waitFor();
  const filter = page.locator('form[method=GET]');
  await filter.getByLabel('School level').selectOption('high');
  await filter.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL(/level=high/);
  expect(await page.getByTestId('trials').getByRole('listitem').count()).toBe(3);

  const form = page.getByTestId('report');
  await form.getByRole('radio', { name: 'Worked in part' }).check();
  await form.getByLabel('School level').selectOption('high');
  await form.getByLabel('Where the school is').selectOption('town');
  await form.getByLabel('In one sentence').fill('Maria Lopez, a 4th grader with epilepsy, came every day.');
  await form.getByRole('button', { name: 'Post the report' }).click();
  // What may tell who a child is, is asked about; nothing that was filled in is lost.
  await form.getByRole('button', { name: /as it is/i }).waitFor();
  expect(await form.getByLabel('School level').inputValue()).toBe('high');
  await form.getByLabel('In one sentence').fill('It went well on Mondays.');
  await form.getByRole('button', { name: 'Post the report' }).click();
  await page.getByTestId('trials').getByText('It went well on Mondays.').waitFor();
  expect(await form.getByRole('radio', { name: 'Worked in part' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Withdraw my report' }).click();
  await page.getByRole('heading', { name: 'We tried it' }).waitFor();
  expect(await page.getByText('It went well on Mondays.').count()).toBe(0);
  await visitor.close();
}, 90_000);
