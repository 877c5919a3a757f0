import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openActs, openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { openXml, pdf } from '../support/documents.ts';
import { until } from '../support/watching.ts';

/** Labels in each language of the site. */
const words = {
  en: {
    reply: 'Post reply',
    add: 'Attach files',
    hint: /PDF, Word.* up to 25 MB each/,
    name: 'Name of the file',
    remove: 'Remove',
    cancel: 'Cancel',
    kind: /This kind of file cannot be added/,
    macros: /has macros or other programs in it/,
    edit: 'Edit',
    save: 'Save',
  },
  es: {
    reply: 'Publicar respuesta',
    add: 'Adjuntar archivos',
    hint: /PDF, Word.* hasta 25 MB cada uno/,
    name: 'Nombre del archivo',
    remove: 'Quitar',
    cancel: 'Cancelar',
    kind: /No se puede añadir este tipo de archivo/,
    macros: /contiene macros u otros programas/,
    edit: 'Editar',
    save: 'Guardar',
  },
} as const;

type Locale = keyof typeof words;

let demo: Demo;
let browser: Browser;
let thread: string;
let member: string;

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const latest = await demo.see('thread.latest', { most: 20 });
  thread = `/t/${latest.find((row) => row.thread.lastNo < 20)?.thread.id}`;
  member = (await demo.see('demo.people', {}))[0]?.name ?? '';
}, 120_000);

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
const field = (page: Page) => page.getByTestId('composer').getByTestId('files-chosen');
const filesIn = (page: Page, text: string) =>
  page.getByTestId('posts').locator('li[id]', { hasText: text }).locator('.files a');

/** What a browser saves when one presses a card. */
async function saved(page: Page, text: string) {
  const [download] = await Promise.all([page.waitForEvent('download'), filesIn(page, text).first().click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Over a line that breaks at first; with two files that are told from one another before they are taken. */
async function postsFiles(page: Page, other: Page, locale: Locale): Promise<void> {
  const [say, text] = [words[locale], `Files in ${locale}`];
  let sent = 0;
  await page.route('**/api/uploads/*', (route) => (sent++ === 0 ? route.abort() : route.continue()));
  const composer = page.getByTestId('composer');
  await composer.getByText(say.hint).waitFor();
  const bytes = pdf('Plan', 700_000);
  await field(page)
    .locator('input[type=file]')
    .setInputFiles([
      file('scan_0042.pdf', bytes),
      file('setup.exe', Buffer.from('MZ')),
      file('budget.docx', openXml('docx', [{ name: 'word/vbaProject.bin', bytes: 'x' }])),
    ]);
  const tiles = composer.getByTestId('file-chosen');
  await until(async () => (await tiles.count()) === 3, 'three of them');
  await tiles.nth(1).getByText(say.kind).waitFor();
  await tiles.nth(2).getByText(say.macros).waitFor();
  await tiles.nth(0).getByText('684 kB').waitFor();
  await tiles.nth(2).getByRole('button', { name: say.remove }).click();
  await tiles.nth(1).locator('button:focus', { hasText: say.remove }).waitFor();
  await tiles.nth(1).getByRole('button', { name: say.remove }).click();
  await tiles.first().getByLabel(say.name).fill('Plan de mejora ñ');
  await composer.getByRole('textbox').first().fill(text);
  await composer.getByRole('button', { name: say.reply }).click();
  await filesIn(page, text).first().waitFor();
  await filesIn(other, text).first().waitFor();
  await until(async () => (await tiles.count()) === 0, 'the composer is empty');
  expect(sent).toBeGreaterThan(2);
  for (const reader of [page, other]) {
    const { name, bytes: got } = await saved(reader, text);
    expect([name, got.equals(bytes)]).toEqual(['Plan de mejora ñ.pdf', true]);
    expect(reader.url()).toContain(thread);
  }
  expect(await other.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

describe.each([
  ['en', 360],
  ['es', 1280],
] as const)('in %s at %i px', (locale, width) => {
  test('one attaches a file to a reply, and everybody who looks on can save it at once', async () => {
    const [visitor, onlooker] = [
      await visit(browser, demo.url, { locale, width, theme: 'light' }),
      await visit(browser, demo.url, { locale, width, theme: 'dark' }),
    ];
    await signInAs(visitor, member);
    const [page, other] = [await visitor.open(thread), await onlooker.open(thread)];
    await Promise.all([untilLive(page), untilLive(other)]);
    await postsFiles(page, other, locale);
    await Promise.all([visitor.close(), onlooker.close()]);
  });
});

test('what was attached waits with the draft over a reload, and an edit takes it away again', async () => {
  const say = words.en;
  const visitor = await asNamed(browser, demo, member, { locale: 'en', width: 1280, theme: 'light' });
  const page = await visitor.open(thread);
  await untilLive(page);
  await field(page)
    .locator('input[type=file]')
    .setInputFiles([file('Agenda.docx', openXml('docx'))]);
  const tiles = page.getByTestId('composer').getByTestId('file-chosen');
  await tiles.getByRole('button', { name: say.remove }).waitFor();
  await page.reload();
  await untilLive(page);
  await until(
    async () =>
      (await tiles
        .getByLabel(say.name)
        .inputValue()
        .catch(() => '')) === 'Agenda.docx',
    'it is there',
  );
  await page.getByTestId('composer').getByRole('textbox').first().fill('With an agenda');
  await page.getByTestId('composer').getByRole('button', { name: say.reply }).click();
  await filesIn(page, 'With an agenda').waitFor();
  const id = await page.getByTestId('posts').locator('li[id]', { hasText: 'With an agenda' }).getAttribute('id');
  // Its words stand in a field while it is edited.
  const post = page.locator(`#${id}`);
  await openActs(post);
  await post.getByRole('button', { name: say.edit }).click();
  await post.getByTestId('file-chosen').getByRole('button', { name: say.remove }).click();
  await post.getByRole('button', { name: say.save }).click();
  await until(async () => (await filesIn(page, 'With an agenda').count()) === 0, 'it is gone');
  await visitor.close();
});

test('whoever goes to another page while a file is on its way is left there, and finds an empty field later', async () => {
  const visitor = await asNamed(browser, demo, member);
  const page = await visitor.open(thread);
  await untilLive(page);
  let arrive = () => {};
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await page.route('**/api/uploads/*', async (route) => {
    await held;
    await route.continue();
  });
  await field(page)
    .locator('input[type=file]')
    .setInputFiles([file('Later.pdf', pdf('Later'))]);
  await page.getByTestId('composer').getByRole('textbox').first().fill('It is on its way');
  await page.getByTestId('composer').getByRole('button', { name: words.en.reply }).click();
  await page.getByRole('navigation').getByRole('link', { name: 'Boards' }).first().click();
  await page.waitForURL('**/boards');
  arrive();
  const onlooker = await visit(browser, demo.url);
  await filesIn(await onlooker.open(thread), 'It is on its way').waitFor();
  expect(new URL(page.url()).pathname).toBe('/boards');
  await page.goBack();
  await untilLive(page);
  await filesIn(page, 'It is on its way').waitFor();
  expect(await page.getByTestId('composer').getByTestId('file-chosen').count()).toBe(0);
  await Promise.all([visitor.close(), onlooker.close()]);
}, 60_000);

test('a new thread begins with a file, chosen by the keyboard alone', async () => {
  const say = words.en;
  const visitor = await asNamed(browser, demo, member, { locale: 'en', width: 1280, theme: 'light' });
  const board = (await demo.see('board.list', {})).find(({ kind }) => kind === 'discussion');
  const page = await visitor.open(`/b/${board?.id}/new`);
  await page.getByTestId('files-chosen').waitFor();
  // Listened for before the focus is moved: the browser may deal with a key before it has heard that somebody listens.
  const opened = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: say.add }).focus();
  await page.keyboard.press('Enter');
  const chooser = await opened;
  await chooser.setFiles([file('families.csv', Buffer.from('school,families\n'))]);
  await page.getByLabel('What is it about?').fill('Numbers of families');
  await page.getByLabel('Your words').fill('In the file below.');
  await page.getByRole('button', { name: 'Post thread' }).click();
  await filesIn(page, 'In the file below.').waitFor();
  expect(await saved(page, 'In the file below.')).toEqual({
    name: 'families.csv',
    bytes: Buffer.from('school,families\n'),
  });
  await visitor.close();
});
