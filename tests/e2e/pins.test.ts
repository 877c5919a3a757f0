import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { present } from '../support/parts.ts';

/** Taking a pinned thread from the top of a board, for oneself. */

let demo: Demo;
let browser: Browser;
let name: string;
let board: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  name = present((await demo.see('demo.people', {})).find(({ role }) => role === 'member')).name;
  for (const { id } of await demo.see('board.list', {})) {
    const { rows } = await demo.see('board.get', { boardId: id });
    if (rows.some(({ pinnedUntil }) => pinnedUntil)) board = `/b/${id}`;
  }
}, 120_000);

test('a pinned thread is unpinned for oneself, on all devices, taken back, and found below the list', async () => {
  const phone = await visit(browser, demo.url, { width: 360 });
  const desk = await visit(browser, demo.url, { locale: 'es', theme: 'dark' });
  await Promise.all([signInAs(phone, name), signInAs(desk, name)]);
  const [small, large] = [await phone.open(board), await desk.open(board)];
  await Promise.all([untilLive(small), untilLive(large)]);
  const folded = { small: small.getByTestId('folded'), large: large.getByTestId('folded') };
  await small.getByRole('button', { name: 'Unpin for me' }).first().click();
  await Promise.all([folded.small.waitFor(), folded.large.waitFor()]);
  await small.getByRole('button', { name: 'Undo' }).click();
  await Promise.all([folded.small.waitFor({ state: 'detached' }), folded.large.waitFor({ state: 'detached' })]);

  await large.getByRole('button', { name: 'Desfijar para mí' }).first().click();
  await folded.large.getByText('1 tema fijado que usted desfijó').click();
  await small.reload();
  await folded.small.waitFor();
  await folded.large.getByRole('button', { name: 'Volver a fijar' }).click();
  await Promise.all([folded.small.waitFor({ state: 'detached' }), folded.large.waitFor({ state: 'detached' })]);
  expect([...phone.faults, ...desk.faults]).toEqual([]);
  await Promise.all([phone.close(), desk.close()]);
}, 60_000);

test('without scripts a form does it, and strangers are offered nothing', async () => {
  const bare = await visit(browser, demo.url, { scripts: false });
  const stranger = await bare.open(board);
  expect(await stranger.getByRole('button', { name: 'Unpin for me' }).count()).toBe(0);
  await signInAs(bare, name);
  const page = await bare.open(board);
  await page.getByRole('button', { name: 'Unpin for me' }).first().click();
  await page.getByTestId('folded').locator('summary').click();
  await page.getByRole('button', { name: 'Pin again' }).click();
  await page.getByRole('button', { name: 'Unpin for me' }).first().waitFor();
  expect(await page.getByTestId('folded').count()).toBe(0);
  await bare.close();
}, 60_000);
