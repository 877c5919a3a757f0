import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
let author: string;
let staff: string;
let path: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  staff = people.find(({ role }) => role === 'moderator')?.name ?? '';
  const members = new Set(people.filter(({ role }) => role === 'member').map(({ name }) => name));
  // Of the demo network: older than two minutes.
  const latest = await demo.see('thread.latest', { most: 20 });
  const own = latest.find(({ thread }) => members.has(thread.by?.name ?? '') && thread.lastNo < 20);
  author = own?.thread.by?.name ?? '';
  path = `/t/${own?.thread.id}`;
}, 120_000);

test('“edited” leads to what was changed, for strangers and without scripts too; staff hides a wording', async () => {
  const ana = await asNamed(browser, demo, author);
  const page = await ana.open(`${path}?post=1`);
  await untilLive(page);
  const post = page.locator('#post-1');
  for (const text of ['Call Rosa at 555-0100 about the bus.', 'Call the office about the bus.']) {
    await post.getByRole('button', { name: 'Edit', exact: true }).click();
    await post.getByRole('textbox').first().fill(text);
    await post.getByRole('button', { name: 'Save', exact: true }).click();
    await post.getByText(text).waitFor();
  }
  await post.getByRole('link', { name: 'edited' }).click();
  await page.getByRole('heading', { name: 'What was changed in post 1' }).waitFor();
  expect(await page.getByTestId('wordings').locator('ins').first().innerText()).toContain('the');
  expect(await page.getByRole('button', { name: /Hide/ }).count()).toBe(0);
  expect(ana.faults).toEqual([]);
  const history = new URL(page.url()).pathname;

  const rosa = await asNamed(browser, demo, staff, { scripts: false, locale: 'es', width: 360 });
  const desk = await rosa.open(history);
  await desk.getByRole('button', { name: 'Ocultar para todos menos el equipo' }).first().click();
  await desk.getByText('Oculto: solo el equipo ve esta versión.').waitFor();
  await page.reload();
  expect(await page.getByTestId('wordings').innerText()).not.toContain('555');

  const stranger = await visit(browser, demo.url, { scripts: false });
  const read = await stranger.open(path);
  await read.locator('#post-1').getByRole('link', { name: 'edited' }).click();
  await read.getByTestId('wordings').waitFor();
  expect(await read.content()).not.toContain('555');
  await Promise.all([ana.close(), rosa.close(), stranger.close()]);
}, 90_000);
