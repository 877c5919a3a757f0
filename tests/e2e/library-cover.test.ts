import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { gradient } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await demo.close();
});

const isSeen = (picture: Locator) =>
  picture.evaluate((element) => element instanceof HTMLImageElement && element.naturalWidth > 0);

/** From the library to the form, with all but a cover. */
async function begin(page: Page, title: string): Promise<void> {
  await untilLive(page);
  await page.getByRole('link', { name: /^(Share something|Compartir algo)$/ }).click();
  await page.getByLabel(/^(Title|Título)$/).fill(title);
  await page.getByLabel(/^(Link|Enlace)$/).fill('https://example.org/door');
  await page.getByRole('checkbox', { name: /I may share this|Puedo compartirlo/ }).check();
}

async function choose(page: Page): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /^(Choose a picture|Elegir una imagen)$/ }).click(),
  ]);
  const buffer = await gradient(600, 400).jpeg().toBuffer();
  await chooser.setFiles({ name: 'door.jpg', mimeType: 'image/jpeg', buffer });
}

test('a cover is chosen, what it shows is asked for, it survives a reload, and stands in the list, on cards and on the page', async () => {
  const [ana, rosa, stranger] = await Promise.all([
    asNamed(browser, demo, 'Ana Fuentes', { width: 360 }),
    asNamed(browser, demo, 'Rosa Delgado'),
    visit(browser, demo.url, { width: 360 }),
  ]);
  const page = await ana.open('/library');
  await begin(page, 'The blue door');
  await choose(page);
  const cover = page.getByTestId('cover');
  await cover.getByTestId('picture-chosen').waitFor();
  await page.getByRole('button', { name: 'Send for review' }).click();
  await cover.getByText(/has no description yet/).waitFor();
  await cover.getByLabel('What does it show?').fill('A door that is blue');
  await until(async () => (await cover.getByRole('progressbar').count()) === 0, 'it has arrived');
  await page.reload();
  await until(
    async () => (await cover.getByLabel('What does it show?').inputValue()) === 'A door that is blue',
    'kept',
  );
  await page.getByRole('checkbox', { name: /I may share this/ }).check();
  await page.getByRole('button', { name: 'Send for review' }).click();
  await page.getByRole('heading', { name: /^Sent/ }).waitFor();
  await until(() => isSeen(page.getByRole('img', { name: 'A door that is blue' })), 'it stands on its page');

  const queue = await rosa.open(new URL(page.url()).pathname);
  await queue.getByRole('button', { name: 'Publish', exact: true }).click();
  await queue.getByRole('heading', { name: 'Published' }).waitFor();
  for (const view of ['', '?view=cards']) {
    const list = await stranger.open(`/library${view}`);
    const row = list.getByTestId('entry').filter({ hasText: 'The blue door' });
    await until(() => isSeen(row.locator('img')), 'it stands in the list');
    expect(await list.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  }
  expect([...ana.faults, ...rosa.faults, ...stranger.faults]).toEqual([]);
  await Promise.all([ana.close(), rosa.close(), stranger.close()]);
}, 120_000);

test('in Spanish: it is changed, and taken off before scripts run, and something else said leaves it', async () => {
  const [with_, without] = await Promise.all([
    asNamed(browser, demo, 'Marisol Vega', { locale: 'es' }),
    asNamed(browser, demo, 'Marisol Vega', { locale: 'es', scripts: false, width: 360 }),
  ]);
  const page = await with_.open('/library');
  await begin(page, 'La puerta azul');
  await choose(page);
  await page.getByLabel('¿Qué se ve?').fill('Una puerta');
  await page.getByRole('button', { name: 'Guardar como borrador' }).click();
  await page.getByRole('img', { name: 'Una puerta' }).waitFor();
  const path = new URL(page.url()).pathname.split('/').slice(0, 3).join('/');
  await page.getByRole('link', { name: 'Editar' }).click();
  await page.getByLabel('¿Qué se ve?').fill('Una puerta azul');
  await page.getByRole('button', { name: 'Guardar como borrador' }).click();
  await page.getByRole('img', { name: 'Una puerta azul' }).waitFor();

  const plain = await without.open(`${path}/edit`);
  await plain.getByLabel('Título', { exact: true }).fill('La puerta más azul');
  await plain.getByRole('button', { name: 'Guardar como borrador' }).click();
  await plain.getByRole('heading', { level: 1, name: 'La puerta más azul' }).waitFor();
  expect(await plain.getByRole('img', { name: 'Una puerta azul' }).count()).toBe(1);
  await plain.goto(`${demo.url}${path}/edit`);
  await plain.getByRole('checkbox', { name: 'Quitar la imagen de portada' }).check();
  await plain.getByRole('button', { name: 'Guardar como borrador' }).click();
  await plain.getByRole('heading', { level: 1, name: 'La puerta más azul' }).waitFor();
  expect(await plain.getByRole('img', { name: 'Una puerta azul' }).count()).toBe(0);
  expect([...with_.faults, ...without.faults]).toEqual([]);
  await Promise.all([with_.close(), without.close()]);
}, 120_000);
