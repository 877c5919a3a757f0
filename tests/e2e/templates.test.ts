import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

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

let boards = 0;
let boardId: string;
/** Each test has a board of its own, which a moderator makes on its page. */
async function makeBoard(visitor: Visitor, questions: readonly (readonly [string, string, boolean])[]): Promise<void> {
  boardId = `asks-${++boards}`;
  const page = await visitor.open('/boards/new');
  await page.locator('[name=boardId]').fill(boardId);
  for (const name of ['name-en', 'name-es', 'purpose-en', 'purpose-es'])
    await page.locator(`[name=${name}]`).fill(boardId);
  await ask(page, questions);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL((url) => url.pathname === '/boards');
  await page.close();
}

async function ask(page: Page, questions: readonly (readonly [string, string, boolean])[]): Promise<void> {
  for (const [n, [en, es, required]] of questions.entries()) {
    const row = page.locator('details', { has: page.locator(`[name=ask-${n}-title-en]`) });
    if ((await row.getAttribute('open')) === null) await row.locator('summary').click();
    await page.locator(`[name=ask-${n}-title-en]`).fill(en);
    await page.locator(`[name=ask-${n}-title-es]`).fill(es);
    await page.locator(`[name=ask-${n}-text-en]`).fill('In a *few* words.');
    if (required) await page.locator(`[name=ask-${n}-required]`).check();
  }
}

const QUESTIONS = [
  ['What did you try?', '¿Qué intentó?', true],
  ['What happened?', '¿Qué pasó?', false],
  ['What do you need?', '¿Qué necesita?', false],
] as const;

let rosa: Visitor;
beforeEach(async () => {
  rosa = await asNamed(browser, demo, moderator, { scripts: false });
  await makeBoard(rosa, QUESTIONS);
  await rosa.close();
}, 60_000);

const headings = (page: Page) => page.locator('#post-1 .words').locator('h3, h4').allTextContents();
const label = (text: string) => new RegExp(`^${text.replace('?', '\\?')}`);
/** The page follows nothing that would say that it is live; its tools come once somebody writes. */
async function scriptsRun(page: Page): Promise<void> {
  await page.locator('form[method=POST] textarea').first().focus();
  await page.getByTestId('tools').waitFor();
}

const box = (page: Page) => page.locator('[name=text]');

test.each([
  ['en', 'light', 1280, true],
  ['es', 'dark', 360, true],
  ['en', 'dark', 360, false],
] as const)(
  'in %s, %s, %d px, scripts %p: the questions of a board are fields, and their answers one post with headings',
  async (locale, theme, width, scripts) => {
    const asker = await asNamed(browser, demo, member, { locale, theme, width, scripts });
    const page = await asker.open(`/b/${boardId}/new`);
    if (scripts) await scriptsRun(page);
    const [tried = '', , need = ''] = QUESTIONS.map(([en, es]) => (locale === 'en' ? en : es));
    expect(await box(page).count()).toBe(0);
    expect(await page.getByTestId('answer').count()).toBe(3);
    await page.locator('[name=title]').fill('A bus');
    await page.getByLabel(label(tried)).fill('A taxi.');
    await page.getByLabel(label(need)).fill('- a driver\n- a bus');

    // In the one box are the same words, and back again.
    await page.locator('[name=turn]').click();
    await box(page).waitFor();
    const words = `### ${tried}\n\nA taxi.\n\n### ${need}\n\n- a driver\n- a bus`;
    expect(await box(page).inputValue()).toBe(words);
    expect(await page.locator('[name=title]').inputValue()).toBe('A bus');
    await page.locator('[name=turn]').click();
    await page.getByTestId('answer').first().waitFor();
    expect(await page.getByLabel(label(need)).inputValue()).toBe('- a driver\n- a bus');

    await page.locator('form[method=POST] button.primary').click();
    await page.waitForURL(/\/t\//);
    expect(await headings(page)).toEqual([tried, need]);
    await page.locator('#post-1 li', { hasText: 'a driver' }).waitFor();
    expect(asker.faults).toEqual([]);
    await asker.close();
  },
  90_000,
);

test('complaint 8, NodeBB #13928: no template stands in the place of a draft, neither where it is new nor where it was changed', async () => {
  const asker = await asNamed(browser, demo, member, { width: 360 });
  const page = await asker.open(`/b/${boardId}/new`);
  await scriptsRun(page);
  await page.getByLabel(label('What did you try?')).fill('A taxi, and then');
  await page.getByTestId('draft-saved').waitFor();
  await page.reload();
  await scriptsRun(page);
  expect(await page.getByLabel(label('What did you try?')).inputValue()).toBe('A taxi, and then');

  // The other device, in the other language: the draft is in English, and so are its questions.
  const desk = await asNamed(browser, demo, member, { locale: 'es' });
  const theirs = await desk.open(`/b/${boardId}/new`);
  expect(await theirs.getByLabel(label('What did you try?')).inputValue()).toBe('A taxi, and then');
  await scriptsRun(theirs);
  expect(await theirs.getByLabel(label('What did you try?')).inputValue()).toBe('A taxi, and then');

  // Other questions: what was written for the ones before stands in one box, all of it, before and after scripts.
  const mo = await asNamed(browser, demo, moderator);
  const settings = await mo.open(`/b/${boardId}/edit`);
  await ask(settings, [['What now?', '¿Y ahora?', true]]);
  await settings.locator('main form button[type=submit]').click();
  await settings.waitForURL((url) => url.pathname === '/boards');
  const words = '### What did you try?\n\nA taxi, and then';
  await page.reload();
  await scriptsRun(page);
  expect(await box(page).inputValue()).toBe(words);
  const bare = await asNamed(browser, demo, member, { scripts: false });
  expect(await box(await bare.open(`/b/${boardId}/new`)).inputValue()).toBe(words);

  // Whoever turns to the new questions finds it below the first of them.
  await page.locator('[name=turn]').click();
  expect(await page.getByLabel(label('What now?')).inputValue()).toBe(words);
  await page.getByTestId('draft-saved').waitFor();
  expect([...asker.faults, ...desk.faults, ...mo.faults]).toEqual([]);
  await Promise.all([asker.close(), desk.close(), mo.close(), bare.close()]);
}, 120_000);

test('a question that has to be answered holds the form back, and the one box that somebody chose is there again', async () => {
  const asker = await asNamed(browser, demo, member);
  const page = await asker.open(`/b/${boardId}/new`);
  await scriptsRun(page);
  await page.locator('[name=title]').fill('A bus');
  await page.getByLabel(label('What happened?')).fill('Nothing.');
  await page.locator('form[method=POST] button.primary').click();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('answer-0');
  await page.locator('[name=turn]').click();
  await page.reload();
  // The boxes of the page as it came give way to the one that was chosen, and what is focused before goes with them.
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('[name=text]')?.value);
  await scriptsRun(page);
  expect(await box(page).inputValue()).toBe('### What happened?\n\nNothing.');
  await page.locator('form[method=POST] button.primary').click();
  await page.waitForURL(/\/t\//);
  expect(await headings(page)).toEqual(['What happened?']);
  // What was sent is no draft any more.
  await page.goto(`/b/${boardId}/new`);
  await scriptsRun(page);
  expect(await page.locator('[name=answer-1]').inputValue()).toBe('');
  expect(asker.faults).toEqual([]);
  await asker.close();
}, 90_000);
