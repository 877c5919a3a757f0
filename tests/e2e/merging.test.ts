import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openActs, openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { present } from '../support/parts.ts';

let demo: Demo;
let browser: Browser;
let member: string;
let moderator: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const people = await demo.see('demo.people', {});
  const nameOf = (wanted: string) => people.find(({ role }) => role === wanted)?.name ?? '';
  [member, moderator] = [nameOf('member'), nameOf('moderator')];
}, 120_000);

/** Two threads that were not merged yet; the second has several replies. */
async function twoOf(boardId: string) {
  const { rows } = await demo.see('board.get', { boardId });
  const open = rows.filter(({ lock, replies }) => !lock && replies > 1);
  return [present(open[0]), present(open[1])] as const;
}

test('a thread is merged on a phone into one found by its title; open pages follow, and old links lead to the post', async () => {
  const [into, from] = await twoOf('families');
  const rosa = await visit(browser, demo.url, { width: 360 });
  const reader = await visit(browser, demo.url, { locale: 'es' });
  await signInAs(rosa, moderator);
  await signInAs(reader, member);
  const [there, here] = [await reader.open(`/t/${into.id}`), await reader.open(`/t/${from.id}?from=1`)];
  await Promise.all([untilLive(there), untilLive(here)]);

  const phone = await rosa.open(`/moderate/${from.id}`);
  await phone.getByLabel('Title or address of the other thread').fill(into.title);
  await phone.getByRole('button', { name: 'Look for it' }).click();
  await phone.getByRole('link', { name: into.title }).waitFor();
  await phone.getByRole('button', { name: 'Merge into this one' }).first().click();
  await phone.waitForURL(new RegExp(`/t/${into.id}`));
  await there.getByTestId('note').getByText(`${moderator} trajo aquí`).waitFor();
  await here.getByRole('status').getByText('Este tema se unió a otro.').waitFor();
  expect(await here.getByTestId('composer').count()).toBe(0);
  await here.getByRole('link', { name: 'Verlo allí' }).first().click();
  await here.waitForURL(new RegExp(`/t/${into.id}.*post=`));
  await here.locator('.wanted').waitFor();

  const stranger = await visit(browser, demo.url, { scripts: false });
  const page = await stranger.open(`/t/${from.id}?post=2`);
  expect(page.url()).toContain(into.id);
  expect([...rosa.faults, ...reader.faults]).toEqual([]);
  await Promise.all([rosa.close(), reader.close(), stranger.close()]);
}, 120_000);

test('before scripts run, posts are ticked and become a thread of their own', async () => {
  const [, from] = await twoOf('attendance');
  const rosa = await asNamed(browser, demo, moderator, { scripts: false });
  const page = await rosa.open(`/t/${from.id}`);
  await openActs(page.locator('#post-1'));
  await page.getByRole('link', { name: 'Moderate #1', exact: true }).click();
  await page.getByRole('checkbox', { name: /^#2/ }).check();
  await page.getByLabel('Title of the new thread').fill('A thread apart');
  await page.getByLabel('On which board').selectOption('families');
  await page.getByRole('button', { name: 'Move them' }).click();
  await page.getByTestId('note').getByText('moved a post from here to a new thread').waitFor();
  const isThere = async () => {
    await page.goto(`/t/${from.id}?post=2`);
    return page.getByRole('heading', { name: 'A thread apart' }).isVisible();
  };
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 250));
  await page.getByRole('link', { name: /^← Family|^← Families/ }).waitFor();
  await page.getByTestId('note').getByText(`${moderator} brought a post here from “${from.title}”.`).waitFor();
  await rosa.close();
}, 90_000);
