import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { until } from '../support/watching.ts';

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

test('a tag is found by what people call it, in either language; everybody is shown it at once, and it leads to all that has it', async () => {
  const rosa = await visit(browser, demo.url, { width: 360 });
  const reader = await visit(browser, demo.url, { locale: 'es' });
  await signInAs(rosa, moderator);
  await signInAs(reader, member);
  const [page, board] = await Promise.all([rosa.open('/b/learning/new'), reader.open('/b/learning')]);
  await untilLive(board);
  await page.getByLabel('What is it about?').fill('Who has a bicycle train?');
  await page.getByLabel('Your words').fill('Ours begins at the bakery.');
  await page.getByText('Tags', { exact: true }).click();
  const find = page.getByLabel('Find a tag');
  await find.fill('camion');
  expect(await page.getByRole('checkbox').count()).toBeGreaterThan(0);
  await page.getByRole('checkbox', { name: 'Getting to school' }).waitFor();
  expect(await page.getByRole('checkbox', { name: 'Food' }).isVisible()).toBe(false);
  await find.press('Enter');
  await page.getByText('Tags: Getting to school').waitFor();
  await page.getByRole('button', { name: 'Post thread' }).click();
  await page.getByRole('group', { name: 'Tags' }).getByRole('link', { name: 'Getting to school' }).waitFor();
  const threadUrl = page.url();

  await board.getByRole('button', { name: /nuev/ }).click();
  const row = board.getByRole('listitem').filter({ hasText: 'Who has a bicycle train?' });
  await row.getByRole('link', { name: 'Cómo llegar a la escuela' }).waitFor();

  // Another one is given to it while somebody reads.
  const thread = await reader.open(new URL(threadUrl).pathname);
  await untilLive(thread);
  await page.locator('#post-1').getByRole('button', { name: 'More for #1' }).click();
  await page.getByRole('link', { name: 'Tags', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Health', exact: true }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await thread.getByRole('link', { name: 'Salud', exact: true }).click();
  await thread.getByRole('heading', { level: 1, name: 'Salud' }).waitFor();
  const rows = thread.getByTestId('rows').getByRole('listitem');
  await rows.filter({ hasText: 'Who has a bicycle train?' }).waitFor();
  expect(await rows.count()).toBeGreaterThan(3);
  const feed = await thread.request.get('/tags/health/feed.xml?lang=es');
  expect(await feed.text()).toContain('Salud · Hearth');
  expect([...rosa.faults, ...reader.faults]).toEqual([]);
  await Promise.all([rosa.close(), reader.close()]);
}, 120_000);

test('before scripts run, tags are chosen, a board is looked through by one, and the list is kept by forms', async () => {
  const ana = await asNamed(browser, demo, member, { scripts: false });
  const page = await ana.open('/b/families/new');
  await page.getByLabel('What is it about?').fill('Keys for the gym');
  await page.getByLabel('Your words').fill('Who has them?');
  await page.getByText('Tags', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Food', exact: true }).check();
  await page.getByRole('button', { name: 'Post thread' }).click();
  await page.getByRole('link', { name: 'Food', exact: true }).waitFor();
  await page.goto('/b/families');
  await page.getByText('Only with a tag', { exact: true }).first().click();
  await page.getByRole('combobox').selectOption('food');
  await page.getByRole('button', { name: 'Show' }).click();
  expect(await page.getByTestId('rows').getByRole('listitem').count()).toBe(1);
  await ana.close();

  const rosa = await asNamed(browser, demo, moderator, { scripts: false, locale: 'es' });
  const edit = await rosa.open('/tags/edit');
  await edit.getByLabel('Dirección').fill('meals');
  await edit.getByLabel('Nombre en inglés').fill('Meals together');
  await edit.getByLabel('Nombre en español').fill('Comer juntos');
  await edit.getByRole('button', { name: 'Añadirla' }).click();
  await edit.getByRole('heading', { level: 1, name: 'Comer juntos' }).waitFor();
  await edit.goto('/tags/edit?tag=food');
  await edit.getByLabel('Con', { exact: true }).selectOption('meals');
  await edit.getByRole('button', { name: 'Unir' }).click();
  await edit.getByRole('heading', { level: 1, name: 'Comer juntos' }).waitFor();
  // The old address leads there, and the threads follow.
  await until(async () => {
    const { rows } = await demo.see('tag.get', { tagId: 'meals' });
    return rows.some(({ thread }) => thread.title === 'Keys for the gym');
  }, 'the threads to have it');
  await edit.goto('/tags/food');
  expect(new URL(edit.url()).pathname).toBe('/tags/meals');
  await rosa.close();
}, 120_000);
