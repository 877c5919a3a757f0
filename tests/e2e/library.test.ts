import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { pdf } from '../support/documents.ts';
import { asNamed } from '../support/in-demo.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

/** Labels in each language of the site, of whoever proposes and whoever reads. */
const words = {
  en: {
    propose: 'Share something',
    title: 'Title',
    fileName: 'Name of the file',
    language: 'Language',
    may: /I may share this/,
    send: 'Send for review',
    sent: /^Sent/,
    edit: 'Edit',
    news: /The library has changed/,
    download: /^Download/,
    by: /Published in the library/,
    licence: /Use it in teaching/,
  },
  es: {
    propose: 'Compartir algo',
    title: 'Título',
    fileName: 'Nombre del archivo',
    language: 'Idioma',
    may: /Puedo compartirlo/,
    send: 'Enviar a revisión',
    sent: /^Enviado/,
    edit: 'Editar',
    news: /La biblioteca ha cambiado/,
    download: /^Descargar/,
    by: /Publicado en la biblioteca/,
    licence: /Usarlo para enseñar/,
  },
} as const;

/** From the list to what was sent, with one file. */
async function propose(page: Page, m: (typeof words)['en' | 'es'], title: string): Promise<void> {
  await untilLive(page);
  await page.getByRole('link', { name: m.propose }).click();
  await page.getByLabel(m.title, { exact: true }).fill(title);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /Choose files|Elegir archivos/ }).click(),
  ]);
  await chooser.setFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: pdf('A letter') });
  const part = page.getByTestId('part');
  await part.getByLabel(m.fileName).waitFor();
  await part.getByLabel(m.language).selectOption('es');
  await page.getByRole('checkbox', { name: m.may }).check();
  await page.getByRole('button', { name: m.send }).click();
  await page.getByRole('heading', { name: m.sent }).waitFor();
  await untilLive(page);
}

test.each([
  ['en', 360, 'A letter to new partners'],
  ['es', 1280, 'Una carta para las familias'],
] as const)(
  'in %s, %d px wide: proposed with a file, asked to be changed, sent again, published, opened by a stranger',
  async (locale, width, title) => {
    const m = words[locale];
    const [ana, rosa, stranger] = await Promise.all([
      asNamed(browser, demo, 'Ana Fuentes', { locale, width }),
      asNamed(browser, demo, 'Rosa Delgado'),
      visit(browser, demo.url, { locale }),
    ]);
    const list = await stranger.open('/library');
    await untilLive(list);

    const mine = await ana.open('/library');
    await propose(mine, m, title);

    const queue = await rosa.open('/library/queue');
    await queue.getByRole('link', { name: title }).click();
    await queue.getByLabel('Why?').first().fill('Please say in the title for which grade.');
    await queue.getByRole('button', { name: 'Ask for a change' }).click();
    await queue.getByRole('heading', { name: 'A change is asked for' }).waitFor();
    await untilLive(queue);

    // It comes to where she is.
    await mine.getByTestId('state').getByText('Please say in the title for which grade.').waitFor();
    await mine.getByRole('link', { name: m.edit }).click();
    await mine.getByLabel(m.title, { exact: true }).fill(`${title} (K-5)`);
    await mine.getByTestId('part').getByLabel(m.fileName).waitFor();
    await mine.getByRole('button', { name: m.send }).click();
    await mine.getByRole('heading', { name: m.sent }).waitFor();

    await queue.getByRole('button', { name: 'Publish' }).click();
    await queue.getByRole('heading', { name: 'Published' }).waitFor();

    // The list that somebody has open says so, and moves only when they ask.
    expect(await list.getByRole('link', { name: title }).count()).toBe(0);
    await list.getByRole('button', { name: m.news }).click();
    await list.getByTestId('entry').first().getByText('Español').waitFor();
    await list.getByRole('link', { name: `${title} (K-5)` }).click();
    await list.getByText(m.licence).first().waitFor();
    const [download] = await Promise.all([
      list.waitForEvent('download'),
      list.getByRole('link', { name: m.download }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('letter.pdf');
    expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-');

    const bell = await ana.open('/bell');
    await bell.getByTestId('entries').getByText(`${title} (K-5)`).waitFor();
    await bell.getByRole('link', { name: m.by }).first().waitFor();
    expect([...ana.faults, ...rosa.faults, ...stranger.faults]).toEqual([]);
    await Promise.all([ana, rosa, stranger].map((one) => one.close()));
  },
  180_000,
);

test('before scripts run somebody proposes a link, a curator removes it, and its address says so', async () => {
  const [ana, rosa] = await Promise.all([
    asNamed(browser, demo, 'Ana Fuentes', { scripts: false }),
    asNamed(browser, demo, 'Rosa Delgado', { scripts: false }),
  ]);
  const page = await ana.open('/library/propose');
  await page.getByLabel('Title', { exact: true }).fill('A page about buses');
  await page.getByLabel('Link', { exact: true }).fill('https://example.org/buses');
  await page.getByRole('button', { name: 'Send for review' }).click();
  // The box was not ticked: what was written is kept, and it says what is missing.
  await page.getByText('Others can only have it if you may share it.').waitFor();
  expect(await page.getByLabel('Link', { exact: true }).first().inputValue()).toBe('https://example.org/buses');
  await page.getByRole('checkbox', { name: /I may share this/ }).check();
  await page.getByRole('button', { name: 'Send for review' }).click();
  await page.getByRole('heading', { name: /^Sent/ }).waitFor();
  const { pathname } = new URL(page.url());
  expect(pathname).toMatch(/^\/library\/[0-9a-f]{16}\/a-page-about-buses$/);

  const review = await rosa.open(pathname.replace('buses', 'wrong'));
  expect(new URL(review.url()).pathname).toBe(pathname);
  await review.getByRole('button', { name: 'Publish' }).click();
  await review.getByText('Remove it for good').click();
  await review.getByLabel('Why?').last().fill('It names a child.');
  await review.getByRole('button', { name: 'Remove for good' }).click();
  await review.getByRole('heading', { name: 'This was removed' }).waitFor();
  const answer = await fetch(demo.url + pathname);
  expect([answer.status, (await answer.text()).includes('It names a child.')]).toEqual([410, true]);
  await Promise.all([ana, rosa].map((one) => one.close()));
}, 120_000);

test('what was begun is still there after a reload, and by keyboard alone one sends it', async () => {
  const ana = await asNamed(browser, demo, 'Ana Fuentes');
  const page = await ana.open('/library');
  await untilLive(page);
  await page.getByRole('link', { name: 'Share something' }).click();
  await page.getByLabel('Title', { exact: true }).fill('Kept on this device');
  await page.getByLabel('Who may read it?').selectOption('members');
  await page.reload();
  const title = () => page.getByLabel('Title', { exact: true }).inputValue();
  await until(async () => (await title()) === 'Kept on this device', 'what was begun is put back');
  expect(await page.getByLabel('Who may read it?').inputValue()).toBe('members');
  await page.getByRole('button', { name: 'Keep as a draft' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^Draft/ }).waitFor();
  await page.goto('/library/mine');
  await page.getByRole('link', { name: 'Kept on this device' }).waitFor();
  await page.goto('/library');
  await untilLive(page);
  await page.getByRole('link', { name: 'Share something' }).click();
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
  expect(await title()).toBe('');
  await ana.close();
}, 90_000);
