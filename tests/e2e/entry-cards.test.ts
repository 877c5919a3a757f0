import { beforeAll, expect, test } from '@jest/globals';
import { entryIdOfKey } from '@hearth/server/demo/library';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personNamed } from '../support/in-demo.ts';
import { turnEntry } from '../support/library.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
let curator: Person;
let path: string;
const id = entryIdOfKey('family-survey');
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const moderators = (await demo.see('demo.people', {})).filter(({ role }) => role === 'moderator');
  const people = await Promise.all(moderators.map(({ name }) => personNamed(browser, demo, name)));
  const { entry } = await demo.see('library.entry', { entryId: id });
  curator = present(people.find(({ personId }) => personId !== entry?.by?.personId));
  const { rows } = await demo.see('board.get', { boardId: 'learning' });
  path = `/t/${rows.find(({ title }) => title.startsWith('Homework help'))?.id}`;
}, 120_000);

const cardOn = (page: Page) => page.locator('.cards a.entry').last();
const titleOf = async () => present((await demo.see('library.entry', { entryId: id })).entry).title;

test('it is found by its title with the keyboard, its link stands on a line of its own, and the card follows what becomes of it', async () => {
  const title = await titleOf();
  const [writer, reader] = [
    await asNamed(browser, demo, 'Rosa Delgado', { width: 360 }),
    await visit(browser, demo.url, { locale: 'es' }),
  ];
  const [page, other] = [await writer.open(path), await reader.open(path)];
  await Promise.all([page, other].map(untilLive));
  const field = page.getByTestId('composer').locator('textarea');
  await field.fill('This helped us.');
  await field.focus();
  await page.getByRole('toolbar').getByRole('button', { name: 'From the library' }).click();
  const picker = page.getByTestId('entry-picker');
  await picker.getByRole('listitem').first().waitFor();
  await picker.getByLabel('Words in the title').fill('famly');
  await picker.getByText('Nothing like that yet').waitFor();
  await picker.getByLabel('Words in the title').fill('family surv');
  await picker.getByRole('button', { name: new RegExp(title) }).waitFor();
  await picker.getByText('1 entry').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await picker.waitFor({ state: 'detached' });
  expect(await field.inputValue()).toMatch(
    new RegExp(`^This helped us\\.\\n\\n${demo.url}/library/${id}/[\\w-]+\\n\\n$`),
  );
  await page.getByRole('button', { name: 'Post reply' }).click();

  // On the page of whoever wrote it, and on one that was open before.
  await Promise.all([page, other].map((each) => cardOn(each).getByText(title).waitFor()));
  expect(await cardOn(page).innerText()).toContain('Template');
  expect(await cardOn(other).innerText()).toMatch(/Plantilla[^]*Probado en \d escuelas/);
  const shown = { id, rev: present((await demo.see('library.entry', { entryId: id })).entry).rev };
  const hidden = await turnEntry(curator, shown, 'hide');
  await cardOn(page).getByText('This is not available').waitFor();
  await cardOn(other).getByText('Esto no está disponible').waitFor();
  for (const each of [page, other]) expect(await cardOn(each).innerText()).not.toContain(title);
  await turnEntry(curator, hidden, 'show');
  await Promise.all([page, other].map((each) => cardOn(each).getByText(title).waitFor()));
  // One that is loaded from now on is the same before its scripts run and after.
  await other.reload();
  await untilLive(other);
  await cardOn(other).getByText(title).waitFor();
  expect([...writer.faults, ...reader.faults]).toEqual([]);
  await Promise.all([writer.close(), reader.close()]);
}, 120_000);

test('before scripts run the card is a link with what one may read', async () => {
  const title = await titleOf();
  const visitor = await visit(browser, demo.url, { scripts: false, width: 320 });
  const page = await visitor.open(path);
  await until(async () => {
    await page.reload();
    return cardOn(page).getByText(title).isVisible();
  }, 'the card is there');
  await cardOn(page).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await visitor.close();
}, 60_000);

test('the library is sorted by what others make of it, page by page, also before scripts run', async () => {
  const titles = async (by: 'tried' | 'thanked') => {
    const { entries } = await demo.see('library.list', { by, kind: ['template'] });
    return entries.map(({ title }) => title);
  };
  const visitor = await visit(browser, demo.url, { scripts: false, width: 360 });
  const page = await visitor.open('/library?kind=template&view=cards');
  const order = page.getByTestId('order');
  expect(await order.locator('[aria-current]').innerText()).toBe('Newest');
  for (const [name, by] of [
    ['Most tried', 'tried'],
    ['Most thanked', 'thanked'],
  ] as const) {
    await order.getByRole('link', { name }).click();
    await page.waitForURL((url) => url.searchParams.get('by') === by && url.searchParams.get('kind') === 'template');
    expect(await order.locator('[aria-current]').innerText()).toBe(name);
    const shown = await page.getByTestId('entries').getByRole('heading').allInnerTexts();
    expect(shown.length).toBeGreaterThan(1);
    expect(shown).toEqual(await titles(by));
  }
  await visitor.close();
}, 60_000);
