import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { entryIdOfKey } from '@hearth/server/demo/library';
import { openBrowser, untilLive } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { pdf } from '../support/documents.ts';
import { asNamed } from '../support/in-demo.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

/** What stands in the rows of links. */
const linksOn = (page: Page) =>
  page
    .getByTestId('link')
    .evaluateAll((all) =>
      all.map((row) =>
        ['partRef', 'partWords', 'partLanguage'].map(
          (name) => row.querySelector<HTMLInputElement>(`[name=${name}]`)?.value,
        ),
      ),
    );

/** The form, where scripts run. */
async function openForm(page: Page): Promise<void> {
  await page.goto('/library');
  await untilLive(page);
  await page.getByRole('link', { name: 'Compartir algo' }).click();
  await page.getByTestId('entry-form').waitFor();
}

test('three files and two links from a phone are there after a reload, and after a broken line', async () => {
  const marisol = await asNamed(browser, demo, 'Marisol Vega', { locale: 'es', width: 360 });
  const page = await marisol.context.newPage();
  await openForm(page);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Elegir archivos' }).click(),
  ]);
  const names = ['uno.pdf', 'dos.pdf', 'tres.pdf'];
  await chooser.setFiles(names.map((name) => ({ name, mimeType: 'application/pdf', buffer: pdf(name) })));
  const files = page.getByLabel('Nombre del archivo');
  await until(async () => (await files.count()) === 3, 'they are there');
  await page.getByLabel('Título', { exact: true }).fill('Tres hojas para la puerta');
  await page.getByRole('button', { name: 'Otro enlace' }).click();
  const [first, second] = [page.getByTestId('link').first(), page.getByTestId('link').last()];
  await first.getByLabel('Enlace', { exact: true }).fill('https://example.org/hoja');
  await first.getByLabel('Nombre del enlace').fill('La hoja en la red');
  await second.getByLabel('Enlace', { exact: true }).fill('https://example.org/sheet');
  await second.getByLabel('Idioma').selectOption('en');
  const written = [
    ['https://example.org/hoja', 'La hoja en la red', 'es'],
    ['https://example.org/sheet', '', 'en'],
  ];
  expect(await linksOn(page)).toEqual(written);
  await page.reload();
  await until(async () => (await linksOn(page)).length === 2, 'both links are there again');
  expect(await linksOn(page)).toEqual(written);
  await until(async () => (await files.count()) === 3, 'so are the files');
  await page.getByRole('checkbox', { name: /Puedo compartirlo/ }).check();

  await page.route('**/library/propose*', (route) =>
    route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.continue(),
  );
  const send = page.getByRole('button', { name: 'Enviar a revisión' });
  await send.click();
  await page
    .getByRole('alert')
    .getByText(/^Se perdió la conexión/)
    .waitFor();
  expect(await page.getByLabel('Título', { exact: true }).inputValue()).toBe('Tres hojas para la puerta');
  await page.unroute('**/library/propose*');
  await send.dblclick();
  await page.getByRole('heading', { name: /^Enviado/ }).waitFor();
  expect(await page.getByTestId('part').count()).toBe(5);
  // It is sent: the next one begins empty.
  await openForm(page);
  expect(await linksOn(page)).toEqual([['', '', 'es']]);
  expect(await files.count()).toBe(0);
  await marisol.close();
}, 120_000);

test('what has changed in a new version is there after a reload', async () => {
  const ana = await asNamed(browser, demo, 'Ana Fuentes');
  const page = await ana.open(`/library/${entryIdOfKey('family-survey')}/version`);
  const what = page.getByLabel('What has changed?');
  await until(async () => {
    await what.fill('');
    await what.pressSequentially('Question 7 is shorter.');
    return page.evaluate(() => Object.values(localStorage).some((kept) => String(kept).includes('Question 7')));
  }, 'it is kept on the device');
  await page.reload();
  await until(async () => (await what.inputValue()) === 'Question 7 is shorter.', 'it is there again');
  expect(ana.faults).toEqual([]);
  await ana.close();
}, 60_000);

test('a file can be dropped onto the form, and its tile has its name and size', async () => {
  const ana = await asNamed(browser, demo, 'Ana Fuentes', { locale: 'es' });
  const page = await ana.context.newPage();
  await openForm(page);
  const parts = page.getByTestId('parts');
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['Siete líneas.'], 'lista.txt', { type: 'text/plain' }));
    return transfer;
  });
  await parts.dispatchEvent('dragover', { dataTransfer: dropped });
  await parts.dispatchEvent('drop', { dataTransfer: dropped });
  const tile = page.getByTestId('part');
  await until(async () => (await tile.getByLabel('Nombre del archivo').inputValue()) === 'lista.txt', 'it is there');
  await tile.getByText(/\d+ B/).waitFor();
  await tile.getByRole('button', { name: 'Quitar' }).click();
  await tile.waitFor({ state: 'detached' });
  expect(ana.faults).toEqual([]);
  await ana.close();
}, 90_000);

test('whoever forgot something goes on where it is missing', async () => {
  const marisol = await asNamed(browser, demo, 'Marisol Vega', { locale: 'es', width: 360 });
  const page = await marisol.context.newPage();
  await openForm(page);
  await page.getByLabel('Título', { exact: true }).fill('Nada dentro');
  await page.getByRole('button', { name: 'Enviar a revisión' }).click();
  const parts = page.getByRole('group', { name: 'Archivos y enlaces' });
  const hasFocus = (name: string) =>
    page.evaluate((its) => document.activeElement?.matches(`[data-testid=${its}], [name=${its}]`), name);
  await until(async () => (await hasFocus('parts')) === true, 'where a file is missing');
  await parts.getByText('Todavía no tiene ningún archivo ni enlace.').waitFor();
  await page.getByLabel('Enlace', { exact: true }).fill('https://example.org/hoja');
  await page.getByRole('button', { name: 'Enviar a revisión' }).click();
  await until(async () => (await hasFocus('mayShare')) === true, 'where nobody said that it may be shared');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Enviar a revisión' }).click();
  await page.getByRole('heading', { name: /^Enviado/ }).waitFor();
  await page.getByText('En sus avisos verá lo que se decida').waitFor();
  expect(marisol.faults).toEqual([]);
  await marisol.close();
}, 90_000);
