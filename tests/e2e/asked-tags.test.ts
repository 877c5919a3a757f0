import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

/** Boards that ask for a tag, in the browser. */

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

const words = {
  en: {
    ...{ asks: /A thread here needs a tag/, some: 'Only some tags count', food: 'Food', health: 'Health' },
    ...{ of: 'This board asks for at least one of these', post: 'Post thread', tags: 'Tags', save: 'Save' },
    refused: 'Threads on this board need a tag. Choose one of those that it asks for.',
  },
  es: {
    ...{ asks: /Cada tema de este foro necesita una etiqueta/, some: 'Solo cuentan algunas etiquetas' },
    ...{ food: 'Comida', health: 'Salud', of: 'Este foro pide al menos una de estas', post: 'Publicar tema' },
    ...{ tags: 'Etiquetas', save: 'Guardar' },
    refused: 'Los temas de este foro necesitan una etiqueta. Elija una de las que pide.',
  },
} as const;

const box = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true });

/** A moderator makes a board, and says on its page that a thread needs one of two tags, and asks a question besides. */
async function makeBoard(mo: Visitor, boardId: string, said: (typeof words)['en' | 'es']): Promise<void> {
  const page = await mo.open('/boards/new');
  await page.locator('[name=boardId]').fill(boardId);
  for (const name of ['name-en', 'name-es', 'purpose-en', 'purpose-es'])
    await page.locator(`[name=${name}]`).fill(boardId);
  await page.getByRole('checkbox', { name: said.asks }).check();
  await page.getByText(said.some).click();
  await box(page, said.food).check();
  const question = page.locator('details', { has: page.locator('[name=ask-0-title-en]') });
  await question.locator('summary').click();
  await page.locator('[name=ask-0-title-en]').fill('What did you try?');
  await page.locator('[name=ask-0-title-es]').fill('¿Qué intentó?');
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL((url) => url.pathname === '/boards');
  await page.goto(`/b/${boardId}/edit`);
  expect(await box(page, said.food).isChecked()).toBe(true);
  expect(await box(page, said.health).isChecked()).toBe(false);
  await box(page, said.health).check();
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL((url) => url.pathname === '/boards');
  await page.close();
}

test.each([
  ['en', 'light', 1280, true],
  ['es', 'dark', 360, true],
  ['es', 'light', 360, false],
] as const)(
  'in %s, %s, %d px, scripts %p: the form says which tags the board asks for, and what is refused loses nothing',
  async (locale, theme, width, scripts) => {
    const said = words[locale];
    const boardId = `asked-${locale}-${width}-${scripts ? 'scripts' : 'none'}`;
    const mo = await asNamed(browser, demo, moderator, { locale, width, scripts: false });
    await makeBoard(mo, boardId, said);

    const asker = await asNamed(browser, demo, member, { locale, theme, width, scripts });
    const page = await asker.open(`/b/${boardId}/new`);
    await page.getByRole('group', { name: said.of }).getByRole('checkbox').first().waitFor();
    expect(await page.getByRole('group', { name: said.of }).getByRole('checkbox').count()).toBe(2);
    await page.locator('[name=title]').fill('A bus');
    await page.locator('[name=answer-0]').fill('A taxi.');
    await page.getByRole('button', { name: said.post }).click();
    await page.getByText(said.refused).first().waitFor();
    expect(await page.locator('[name=title]').inputValue()).toBe('A bus');
    expect(await page.locator('[name=answer-0]').inputValue()).toBe('A taxi.');
    if (scripts) expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('tags');
    await box(page, said.food).check();
    // Beside the boxes nothing says any more that one is missing.
    if (scripts) await page.locator('form details').getByText(said.refused).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: said.post }).click();
    await page.waitForURL(/\/t\//);
    const chip = page.getByRole('group', { name: said.tags }).getByRole('link', { name: said.food, exact: true });
    await chip.first().waitFor();
    await page.locator('#post-1 h3, #post-1 h4').first().waitFor();

    // Where its tags are chosen anew, the same is asked for.
    await page.goto(page.url().replace(/\/t\/([0-9a-f]{16}).*/, '/tags/of/$1'));
    await box(page, said.food).uncheck();
    await page.getByRole('button', { name: said.save }).click();
    await page.getByText(said.refused).first().waitFor();
    expect([...mo.faults, ...asker.faults]).toEqual([]);
    await Promise.all([mo.close(), asker.close()]);
  },
  120_000,
);

test('a board that begins to ask while somebody writes shows them which tags; moderators are told before they move a thread there', async () => {
  const mo = await asNamed(browser, demo, moderator, { scripts: false });
  const asker = await asNamed(browser, demo, member, { width: 360 });
  const page = await asker.open('/b/families/new');
  await page.getByLabel('What is it about?').fill('Keys for the gym');
  await page.getByLabel('Your words').fill('Who has them?');
  await page.getByText('Tags', { exact: true }).click();
  expect(await page.getByRole('group', { name: words.en.of }).count()).toBe(0);
  const settings = await mo.open('/b/families/edit');
  await settings.getByRole('checkbox', { name: words.en.asks }).check();
  await settings.getByText(words.en.some).click();
  await box(settings, 'Health').check();
  await settings.locator('main form button[type=submit]').click();
  await settings.waitForURL((url) => url.pathname === '/boards');

  await page.getByRole('button', { name: 'Post thread' }).click();
  await page.getByRole('group', { name: words.en.of }).getByRole('checkbox', { name: 'Health' }).check();
  expect(await page.getByLabel('Your words').inputValue()).toBe('Who has them?');
  // One may put it off as well, with its tag.
  await page.getByRole('link', { name: 'Choose when it appears' }).click();
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('When it appears').fill(`${day}T09:30`);
  await page.getByLabel('Time zone').selectOption('America/Chicago');
  await page.getByRole('button', { name: 'Schedule' }).click();
  await page.waitForURL('**/drafts');
  await page.getByTestId('scheduled').getByRole('link', { name: 'Change' }).click();
  expect(await box(page, 'Health').isChecked()).toBe(true);
  await page.goto('/drafts');
  await page.getByRole('button', { name: 'Post now' }).click();
  await page.getByRole('link', { name: 'Health', exact: true }).first().waitFor();

  const { rows } = await demo.see('board.get', { boardId: 'learning' });
  const thread = rows.find(({ tags }) => !tags.some((one) => one === 'health'));
  const moving = await mo.open(`/moderate/${thread?.id}`);
  await moving.getByTestId('asking').getByText('Families').waitFor();
  expect([...mo.faults, ...asker.faults]).toEqual([]);
  await Promise.all([mo.close(), asker.close()]);
}, 120_000);
