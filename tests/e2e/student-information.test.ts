import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page, WebSocket } from 'playwright-core';
import { openBrowser, untilLive, type Looks, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { pagesOf } from '../support/pages.ts';

let demo: Demo;
let browser: Browser;
let pages: ReadonlyMap<string, string>;
let staff: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  ({ pages, staff } = await pagesOf(demo.see));
}, 120_000);

const PHONE = 360;
const said = {
  en: {
    words: 'My son Diego, who takes the late bus, has asthma.',
    without: 'My son, who takes the late bus, has asthma.',
    title: 'Could this tell somebody who a child is?',
    leaveOut: 'Leave it out',
    say: 'Say “A student”',
    change: 'Change it',
    asItIs: 'Post as it is',
    post: 'Post reply',
    undo: 'Undo',
    refused: 'it may tell who a child is',
    newTitle: 'What is it about?',
    newWords: 'Your words',
    newPost: 'Post thread',
  },
  es: {
    words: 'Mi hijo Diego, que toma el autobús tarde, tiene asma.',
    without: 'Mi hijo, que toma el autobús tarde, tiene asma.',
    title: '¿Podría saberse de qué niño o niña se trata?',
    leaveOut: 'Quitarlo',
    say: 'Poner «Un estudiante»',
    change: 'Cambiarlo',
    asItIs: 'Publicar tal cual',
    post: 'Publicar respuesta',
    undo: 'Deshacer',
    refused: 'podría revelar quién es un menor',
    newTitle: '¿De qué se trata?',
    newWords: 'Sus palabras',
    newPost: 'Publicar',
  },
} as const;
const LOCALES = ['en', 'es'] as const;

/** Somebody on a phone, on one of the demo's pages. */
async function on(name: string, looks: Looks): Promise<{ visitor: Visitor; page: Page }> {
  const visitor = await asNamed(browser, demo, staff, { width: PHONE, ...looks });
  const page = await visitor.open(pages.get(name) ?? '');
  if (looks.scripts !== false && name !== 'new thread') await untilLive(page);
  return { visitor, page };
}

const composer = (page: Page) => page.getByTestId('composer').getByRole('textbox').first();
const panel = (page: Page) => page.getByTestId('guard');
const posts = (page: Page, text: string) => page.getByTestId('posts').locator('li[id]').filter({ hasText: text });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** What goes to the server while `doing`, as text. */
async function sentWhile(page: Page, doing: () => Promise<void>): Promise<string> {
  const sent: string[] = [];
  page.on('request', (request) => void sent.push(request.url() + (request.postData() ?? '')));
  const listen = (socket: WebSocket) => socket.on('framesent', ({ payload }) => void sent.push(String(payload)));
  page.on('websocket', listen);
  await doing();
  page.off('websocket', listen);
  return sent.join('\n');
}

test.each(LOCALES)(
  'whoever pauses sees what may tell of a child, and changes it with one tap and back: %s',
  async (locale) => {
    const { visitor, page } = await on('thread', { locale });
    const it = said[locale];
    const sent = await sentWhile(page, async () => {
      await composer(page).fill(it.words);
      await panel(page).waitFor();
    });
    expect(sent).not.toContain('Diego');
    expect(await panel(page).locator('mark').allTextContents()).toEqual(
      locale === 'en' ? ['Diego', 'asthma'] : ['Diego', 'asma'],
    );
    // It took nothing from whoever writes.
    expect(await composer(page).evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE);

    await panel(page).getByRole('button', { name: it.leaveOut }).click();
    expect(await composer(page).inputValue()).toBe(it.without);
    await button(page, it.undo).click();
    expect(await composer(page).inputValue()).toBe(it.words);
    await panel(page).getByRole('button', { name: it.leaveOut }).click();
    await panel(page).getByRole('button', { name: it.say }).click();
    await panel(page).waitFor({ state: 'detached' });
    await button(page, it.post).click();
    await posts(page, locale === 'en' ? 'A student, who takes' : 'Un estudiante, que toma').waitFor();
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  60_000,
);

test.each(LOCALES)(
  'with the keyboard alone: sending asks once, and the words go as they are or are changed: %s',
  async (locale) => {
    const { visitor, page } = await on('thread', { locale });
    const it = said[locale];
    const words = `${it.words} (${locale})`;
    await composer(page).focus();
    await page.keyboard.insertText(words);
    await page.keyboard.press('Control+Enter');
    const heading = page.getByRole('heading', { name: it.title });
    await heading.waitFor();
    await page.waitForFunction((title) => document.activeElement?.textContent === title, it.title);
    expect(await composer(page).inputValue()).toBe(words);

    // "Change it" leads to the first place, and nothing is asked of it before it is sent again.
    await button(page, it.change).press('Enter');
    await panel(page).waitFor({ state: 'detached' });
    const chosen = await composer(page).evaluate((field: HTMLTextAreaElement) =>
      field.value.slice(field.selectionStart, field.selectionEnd),
    );
    expect(chosen).toBe('Diego');
    await page.keyboard.press('Control+Enter');
    await heading.waitFor();
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.textContent?.trim())) === it.asItIs) break;
    }
    await page.keyboard.press('Enter');
    await posts(page, words).waitFor();
    await panel(page).waitFor({ state: 'detached' });
    expect(await composer(page).inputValue()).toBe('');
    await visitor.close();
  },
  60_000,
);

test.each(LOCALES)(
  'without scripts the page asks the same, with the words in their place: %s',
  async (locale) => {
    const { visitor, page } = await on('thread', { locale, scripts: false });
    const it = said[locale];
    const words = `${it.words} [${locale}]`;
    await composer(page).fill(words);
    await button(page, it.post).click();
    await page.getByRole('alert').filter({ hasText: it.refused }).filter({ hasText: 'Diego' }).waitFor();
    expect(await composer(page).inputValue()).toBe(words);
    expect(await posts(page, words).count()).toBe(0);
    await button(page, it.asItIs).click();
    await posts(page, words).waitFor();
    await visitor.close();
  },
  60_000,
);

test.each([true, false])(
  'a thread is asked about by its title as well, with scripts and without: %s',
  async (scripts) => {
    const { visitor, page } = await on('new thread', { scripts });
    const it = said.en;
    await page.getByLabel(it.newTitle).fill(`My student Kevin Tran (${scripts})`);
    await page.getByLabel(it.newWords).fill('He waits for an hour.');
    await button(page, it.newPost).click();
    await button(page, it.asItIs).click();
    await page.waitForURL(/\/t\//);
    await page.getByRole('heading', { name: `My student Kevin Tran (${scripts})` }).waitFor();
    await visitor.close();
  },
  60_000,
);

test.each([true, false])(
  'a question without a name stays one when it goes as it is, with scripts and without: %s',
  async (scripts) => {
    const { visitor, page } = await on('live room', { scripts });
    const form = page.getByTestId('ask');
    const words = `Who can help my student Kevin Tran? (${scripts})`;
    await form.getByRole('textbox').fill(words);
    await form.getByRole('checkbox').check();
    await form.locator('button.primary').click();
    await button(page, said.en.asItIs).click();
    await page.getByTestId('own').locator('li.own').filter({ hasText: words }).waitFor();
    const [room] = (await demo.see('room.list', {})).filter(({ status }) => status === 'live');
    if (!room) throw new Error('The demo has no live room.');
    const { questions } = await demo.see('room.get', { roomId: room.id });
    expect(questions.find(({ text }) => text === words)?.by).toBeNull();
    await visitor.close();
  },
  60_000,
);

test('an edit is asked about too', async () => {
  const { visitor, page } = await on('thread', {});
  await composer(page).fill('Who drives the late bus, then?');
  await button(page, said.en.post).click();
  const mine = posts(page, 'Who drives the late bus, then?');
  await mine.getByRole('button', { name: 'Edit' }).click();
  const form = page.getByTestId('posts').locator('form').first();
  await form.getByRole('textbox').first().fill('Who drives my student Kevin Tran?');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByRole('button', { name: said.en.asItIs }).click();
  await posts(page, 'Who drives my student Kevin Tran?').waitFor();
  await visitor.close();
}, 60_000);

test('where what looks at words cannot be loaded, the server asks, and the words wait for an answer', async () => {
  const { visitor, page } = await on('thread', {});
  const it = said.en;
  const words = `${it.words} Who else?`;
  await page.waitForLoadState('networkidle');
  await visitor.context.route('**/_app/**/*.js', (route) => route.abort());
  await composer(page).fill(words);
  await button(page, it.post).click();
  const pending = page.getByTestId('pending');
  await pending.getByText(it.refused).waitFor();
  await pending.getByRole('button', { name: 'Try again' }).click();
  expect(await composer(page).inputValue()).toBe(words);
  await button(page, it.asItIs).click();
  await posts(page, words).waitFor();
  expect(await button(page, it.asItIs).count()).toBe(0);
  await visitor.close();
}, 60_000);

test('what was written without a line is asked about when the line is back', async () => {
  const { visitor, page } = await on('thread', {});
  const it = said.en;
  const words = `${it.words} And tomorrow?`;
  await page.waitForLoadState('networkidle');
  await visitor.context.setOffline(true);
  await composer(page).fill(words);
  await button(page, it.post).click();
  const pending = page.getByTestId('pending');
  await pending.waitFor();
  await visitor.context.setOffline(false);
  await pending.getByText(it.refused).waitFor();
  await pending.getByRole('button', { name: 'Try again' }).click();
  expect(await composer(page).inputValue()).toBe(words);
  await button(page, it.asItIs).first().click();
  await posts(page, words).waitFor();
  await visitor.close();
}, 60_000);
