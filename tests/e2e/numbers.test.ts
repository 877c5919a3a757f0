import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { visit } from '../support/browser.ts';
import { openBrowser, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
let staff: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  staff = people.find(({ role }) => role === 'admin')?.name ?? '';
}, 120_000);

async function as(name: string, looks: Parameters<typeof visit>[2] = {}): Promise<Visitor> {
  return asNamed(browser, demo, name, looks);
}

/** What somebody started and another one reported. */
async function reportedThread(): Promise<void> {
  const author = await as('Marisol Vega', { scripts: false });
  const page = await author.open('/b/families/new');
  await page.getByLabel('What is it about?').fill('Cheap watches');
  await page.getByLabel('Your words').fill('Buy them here');
  await page.getByRole('button', { name: 'Post thread' }).click();
  await page.getByTestId('posts').waitFor();
  const id = /\/t\/([0-9a-f]{16})/.exec(page.url())?.[1] ?? '';
  const reporter = await as('Ana Fuentes', { scripts: false });
  const report = await reporter.open(`/reports/${id}/1`);
  await report.getByRole('button', { name: 'Spam or advertising' }).click();
  await report.getByText('Thank you. Moderators will look at it.').waitFor();
  await Promise.all([author.close(), reporter.close()]);
}

test('what waits, is open, was reported and decided is drawn, and stands in tables and files; in both languages, without scripts', async () => {
  await reportedThread();
  const [ada, mo] = [await as(staff, { scripts: false }), await as(staff, { locale: 'es', width: 360, theme: 'dark' })];
  const queue = await ada.open('/desk/queue');
  await queue.getByTestId('review').filter({ hasText: 'Cheap watches' }).getByRole('link').click();
  await queue.getByRole('button', { name: 'Breaks no rule' }).click();
  await queue.getByRole('button', { name: 'Undo the decision' }).waitFor();

  const page = await ada.open('/desk/numbers');
  await page
    .getByTestId('waits')
    .getByRole('img', { name: /Half were looked at within/ })
    .waitFor();
  const ends = page.getByTestId('plot-ends');
  await ends.getByRole('img', { name: /^Breaks no rule: \d+ in all/ }).waitFor();
  await ends.getByText('As a table').click();
  await ends.getByRole('columnheader', { name: 'Breaks no rule' }).waitFor();
  expect(await ends.getByRole('row').count()).toBe(13);
  await page
    .getByTestId('plot-reports')
    .getByRole('img', { name: /: \d+ in all/ })
    .first()
    .waitFor();

  await page.getByLabel('Board', { exact: true }).selectOption('attendance');
  await page.getByLabel('How far back').selectOption('53');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL(/board=attendance&weeks=53/);
  expect(await page.getByText('Nothing was decided in these weeks.').count()).toBe(1);

  const cifras = await mo.open('/desk/numbers');
  await cifras.getByRole('heading', { name: 'La moderación en cifras' }).waitFor();
  await cifras
    .getByTestId('plot-ends')
    .getByRole('img', { name: /^No incumple: \d+ en total/ })
    .waitFor();
  await cifras.getByTestId('plot-waits').getByText('En una tabla').click();
  const file = await mo.context.request.get(`${demo.url}/desk/numbers.csv?plot=waits`);
  const [head, ...lines] = (await file.text()).split('\r\n');
  expect(head).toBe('\uFEFF"Semana del","La mitad, en (minutos)","Nueve de cada diez, en (minutos)","Sin ver todavía"');
  expect([lines.length, lines.at(-2)]).toEqual([13, expect.stringMatching(/^"\d{4}-\d\d-\d\d","\d+","\d+","\d+"$/)]);
  expect([...ada.faults, ...mo.faults]).toEqual([]);
  await Promise.all([ada.close(), mo.close()]);
}, 120_000);

test('members find no such page, and no file', async () => {
  const member = await as('Devon Carter', { scripts: false });
  for (const path of ['/desk/numbers', '/desk/numbers.csv?plot=ends'])
    expect((await member.context.request.get(demo.url + path)).status()).toBe(404);
  await member.close();
});
