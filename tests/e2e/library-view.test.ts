import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { openXml } from '../support/documents.ts';
import { personNamed } from '../support/in-demo.ts';
import { anEntry } from '../support/library.ts';
import { lockedPdf, pdfOf } from '../support/pdfs.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
let ana: Person;
let rosa: Person;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  [ana, rosa] = [await personNamed(browser, demo, 'Ana Fuentes'), await personNamed(browser, demo, 'Rosa Delgado')];
}, 120_000);

/** The address of a published entry with these files. */
async function published(title: string, files: readonly (readonly [name: string, bytes: Buffer])[]): Promise<string> {
  const parts = [];
  for (const [name, bytes] of files) {
    const { id: fileId } = await upload(ana, bytes, 'attachment', name);
    parts.push({ kind: 'file', fileId, name, language: 'en' } as const);
  }
  const { id } = await anEntry({ owner: ana, curator: rosa }, 'published', { title, parts });
  return `/library/${id}`;
}

/** Whether nothing of the page lies to the right of what one sees. */
const fits = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** Whether anything is drawn on a page of a PDF. */
const isDrawn = (page: Page, no: number) =>
  page
    .getByTestId('pdf-page')
    .nth(no - 1)
    .evaluate((box) => {
      const canvas = box.querySelector('canvas');
      const bytes = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return bytes.some((value, at) => at % 4 < 3 && value < 100);
    });

const words = {
  en: { view: /^Preview/, page: 'Page 1 of 12', next: 'Next page', larger: 'Larger' },
  es: { view: /^Vista previa/, page: 'Página 1 de 12', next: 'Página siguiente', larger: 'Más grande' },
} as const;

test.each([
  ['en', 360, 0],
  ['es', 1280, 3_000_000],
] as const)(
  'in %s, %d px wide, a PDF is read without being saved: its pages, its words, larger, by keyboard',
  async (locale, width, long) => {
    const m = words[locale];
    const texts = Array.from({ length: 12 }, (_, n) => `Step ${n + 1} of the plan`);
    const path = await published(`A plan in twelve steps ${locale}`, [['plan.pdf', pdfOf(texts, { long })]]);
    const visitor = await visit(browser, demo.url, { locale, width });
    const page = await visitor.context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(path);
    await untilLive(page);
    expect(asked.filter((url) => /pdf-|download/.test(url))).toEqual([]);

    await page.getByRole('button', { name: m.view }).focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('page-no').getByText(m.page).waitFor();
    await until(() => isDrawn(page, 1), 'the first page is drawn');
    await page.getByTestId('pdf-page').first().getByText('Step 1 of the plan').waitFor();
    // The end of the keyboard's way through it.
    await page.keyboard.press('End');
    await until(() => isDrawn(page, 12), 'the last page is drawn once one is there');
    await page.keyboard.press('Home');
    await page.getByTestId('page-no').getByText(m.page).waitFor();
    await page.getByRole('button', { name: m.next }).click();
    await page.getByTestId('page-no').getByText(m.page.replace('1', '2')).waitFor();

    const first = page.getByTestId('pdf-page').first();
    const before = (await first.boundingBox())?.width ?? 0;
    await page.getByRole('button', { name: m.larger }).click();
    await until(async () => ((await first.boundingBox())?.width ?? 0) > before * 1.2, 'it is larger');
    expect(await fits(page)).toBe(true);
    if (!long) expect(await page.getByTestId('pdf-page').last().textContent()).toContain('Step 12 of the plan');

    await page.keyboard.press('Escape');
    await page.getByTestId('view').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(m.view);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  120_000,
);

test('what cannot be shown says so, and can be saved', async () => {
  const broken = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2_000, 'x')]);
  const path = await published('Files that cannot be shown', [
    ['locked.pdf', lockedPdf()],
    ['broken.pdf', broken],
    ['notes.docx', openXml('docx')],
  ]);
  const visitor = await visit(browser, demo.url, { width: 360 });
  const page = await visitor.open(path);
  await untilLive(page);
  for (const [name, sentence] of [
    ['locked.pdf', /has a password/],
    ['broken.pdf', /is damaged/],
  ] as const) {
    await page.getByRole('button', { name: new RegExp(`^Preview.*${name}`) }).click();
    await page.getByRole('alert').getByText(sentence).waitFor();
    expect(await page.getByRole('alert').getByRole('link', { name: 'Download' }).getAttribute('href')).toMatch(
      /download$/,
    );
    await page.getByRole('button', { name: 'Close' }).click();
  }
  await page.getByText(/cannot be shown here.*\(\d+ B\)/).waitFor();
  expect(await page.getByRole('button', { name: /notes\.docx/ }).count()).toBe(0);
  expect(visitor.faults).toEqual([]);
  await visitor.close();
}, 90_000);

test('a text is shown from its beginning, and nothing in it is more than text', async () => {
  const text = `school;niños\n<script>alert(1)</script>\n${'Lincoln;212\n'.repeat(9_000)}the end`;
  const path = await published('A table of schools', [['schools.csv', Buffer.from(text)]]);
  const visitor = await visit(browser, demo.url, { width: 360 });
  const page = await visitor.open(path);
  await untilLive(page);
  await page.getByRole('button', { name: /^Preview/ }).click();
  await page.getByText('<script>alert(1)</script>').waitFor();
  await page.getByText('This is the beginning.').waitFor();
  expect([await page.getByText('the end').count(), await fits(page), visitor.faults]).toEqual([0, true, []]);
  await visitor.close();
}, 60_000);

test('a PDF that wants to run something is shown, and runs nothing', async () => {
  const script = `app.alert('x'); this.submitForm('https://example.org/'); eval('1')`;
  const pdf = pdfOf(['A form'], {
    catalog: `/OpenAction << /S /JavaScript /JS (${script.replace(/[()]/g, '\\$&')}) >>`,
  });
  const path = await published('A form with a script', [['form.pdf', pdf]]);
  const visitor = await visit(browser, demo.url);
  const page = await visitor.context.newPage();
  const foreign: string[] = [];
  page.on('request', (request) => !request.url().startsWith(demo.url) && foreign.push(request.url()));
  await page.goto(path);
  await untilLive(page);
  await page.getByRole('button', { name: /^Preview/ }).click();
  await page.getByTestId('pdf-page').getByText('A form').waitFor();
  await until(() => isDrawn(page, 1), 'it is drawn');
  expect([foreign, visitor.faults]).toEqual([[], []]);
  const worker = await fetch(`${demo.url}${page.workers()[0] ? new URL(page.workers()[0]?.url() ?? '').pathname : ''}`);
  expect(worker.headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; connect-src 'self'",
  );
  await visitor.close();
}, 60_000);

test('a picture is opened large over the page', async () => {
  const { id: fileId } = await upload(ana, await gradient(900, 600).jpeg().toBuffer(), 'picture', 'map.jpg');
  const parts = [{ kind: 'picture', fileId, alt: 'The way to the hall', language: 'en' } as const];
  const { id } = await anEntry({ owner: ana, curator: rosa }, 'published', { title: 'A map', parts });
  const visitor = await visit(browser, demo.url, { width: 360 });
  const page = await visitor.open(`/library/${id}`);
  await untilLive(page);
  await page.getByRole('link', { name: /^Open.*The way/ }).click();
  await page.getByTestId('lightbox').getByRole('img', { name: 'The way to the hall' }).waitFor();
  await page.keyboard.press('Escape');
  expect(new URL(page.url()).pathname).toContain('/library/');
  expect(visitor.faults).toEqual([]);
  await visitor.close();
}, 60_000);
