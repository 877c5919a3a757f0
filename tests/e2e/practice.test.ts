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
  id = present(rows.find(({ title }) => title.startsWith('Glasses'))).id;
}, 120_000);

test('a moderator makes a note of a solved thread on a phone; thread and note lead to each other, and open pages follow', async () => {
  const [rosa, stranger] = await Promise.all([
    visit(browser, demo.url, { width: 360 }),
    visit(browser, demo.url, { locale: 'es' }),
  ]);
  await signInAs(rosa, 'Rosa Delgado');
  const [phone, thread] = [await rosa.open(`/t/${id}`), await stranger.open(`/t/${id}`)];
  await Promise.all([phone, thread].map(untilLive));
  expect(await thread.getByRole('link', { name: 'Nota de práctica' }).count()).toBe(0);
  await phone.getByRole('link', { name: 'Make a practice note' }).click();
  await phone.getByRole('checkbox').first().check();
  await phone.getByRole('button', { name: 'Make a draft' }).click();
  await phone.getByLabel('Title').fill('Glasses on food day');
  await phone.getByRole('button', { name: 'Save' }).click();
  await phone.getByText('Draft', { exact: true }).waitFor();
  await phone.getByRole('button', { name: 'Publish' }).click();

  // It comes to whoever has the thread open.
  await thread.getByRole('link', { name: 'Nota de práctica' }).click();
  await thread.getByRole('heading', { name: 'Glasses on food day' }).waitFor();
  await untilLive(thread);
  await thread.getByTestId('contributors').getByText('Priya Raman').waitFor();
  await phone.getByRole('link', { name: 'Edit' }).click();
  await phone.getByLabel('Title').fill('Glasses on the day of food');
  await phone.getByRole('button', { name: 'Save' }).click();
  await thread.getByRole('heading', { name: 'Glasses on the day of food' }).waitFor();
  await phone.getByRole('button', { name: 'Withdraw' }).click();
  await thread.getByRole('heading', { name: 'Glasses on the day of food' }).waitFor({ state: 'detached' });
  expect(rosa.faults).toEqual([]);
  await Promise.all([rosa.close(), stranger.close()]);
}, 120_000);

test('before scripts run whoever asked makes, changes, publishes and withdraws one', async () => {
  const visitor = await asNamed(browser, demo, 'Rosa Delgado', { scripts: false });
  const { rows } = await demo.see('board.get', { boardId: 'attendance' });
  const other = present(rows.find(({ title }) => title.startsWith('Faltas'))).id;
  const page = await visitor.open(`/notes/${other}`);
  await page.getByRole('button', { name: 'Make a draft' }).click();
  await page.getByLabel('What worked').fill('Una lavadora en la escuela.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Una lavadora en la escuela.').waitFor();
  await page.getByRole('link', { name: /^Probado|^Tried by/ }).waitFor();
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByText('Draft', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Throw the draft away' }).click();
  await page.waitForURL(/\/t\//);
  await visitor.close();
}, 90_000);
