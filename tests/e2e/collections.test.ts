import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);
const titles = (page: Page) => page.getByTestId('shelved').getByRole('link').allTextContents();
const rows = async (page: Page) =>
  (await page.getByTestId('row').locator('strong').allTextContents()).map((one) => one);

test('a stranger finds a collection on top of the library, on a phone in Spanish, and what it holds', async () => {
  const stranger = await visit(browser, demo.url, { locale: 'es', width: 360 });
  const page = await stranger.open('/library');
  await page.getByRole('link', { name: 'Para recibir a las familias' }).click();
  await page.getByText('Para empezar: quién saluda y quién llama.').waitFor();
  expect(await titles(page)).toEqual(['Los primeros diez días de una familia nueva', 'Family survey in ten questions']);
  await page.getByRole('link', { name: 'Los primeros diez días' }).click();
  await page.getByTestId('in-collections').getByText('En 1 colección').waitFor();
  await page.getByRole('link', { name: 'Para recibir a las familias' }).click();
  await page.getByRole('link', { name: /Colecciones/ }).click();
  await page.getByRole('heading', { name: 'Colecciones' }).waitFor();
  expect(await page.getByTestId('collection').count()).toBe(3);
  // What is for a group, and a heading over nothing else, is not there for strangers.
  const first = await stranger.open('/library/collections');
  await first.getByRole('link', { name: 'Your first year as a coordinator' }).click();
  await first.getByRole('heading', { name: 'Before the first week' }).waitFor();
  expect(await titles(first)).toHaveLength(3);
  expect(stranger.faults).toEqual([]);
  await stranger.close();
}, 120_000);

test('by keyboard alone a curator puts entries into an order, and an open page follows', async () => {
  const [rosa, stranger] = await Promise.all([asNamed(browser, demo, 'Rosa Delgado'), visit(browser, demo.url)]);
  const open = await stranger.open('/library/collections');
  await open.getByRole('link', { name: 'When a child stops coming' }).click();
  await open.getByRole('heading', { name: 'When a child stops coming' }).waitFor();
  await untilLive(open);
  const before = await titles(open);
  const page = await rosa.open(new URL(open.url()).pathname);
  await untilLive(page);
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('button', { name: 'Down: What to say in the first call about attendance' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('is now number 2 of 2').waitFor();
  expect(await rows(page)).toEqual([...before].reverse());
  // The focus went along, to the way back.
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Up: What to say/);
  await page.getByLabel('Why is it here?').first().fill('Begin with this one.');
  await page.keyboard.press('Enter');
  await page.getByTestId('state').waitFor();
  await open.getByText('Begin with this one.').waitFor();
  expect(await titles(open)).toEqual([...before].reverse());
  expect([...rosa.faults, ...stranger.faults]).toEqual([]);
  await Promise.all([rosa, stranger].map((one) => one.close()));
}, 120_000);

test('what is moved and written and not saved is there after a reload, each note with its own entry', async () => {
  const rosa = await asNamed(browser, demo, 'Rosa Delgado', { width: 360 });
  const page = await rosa.open('/library/collections');
  await page.getByRole('link', { name: 'Your first year as a coordinator' }).click();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByTestId('collection-form').waitFor();
  /** What each row is called, and what it says. */
  const standing = () =>
    page.getByTestId('row').evaluateAll((all) =>
      all.map((row) => {
        const [title, words] = ['rowTitle', 'rowWords'].map(
          (name) => row.querySelector<HTMLInputElement>(`[name=${name}]`)?.value,
        );
        return `${title}: ${words}`;
      }),
    );
  const before = await standing();
  await page.getByRole('button', { name: 'Down: Family survey in ten questions' }).click();
  await page.getByText('is now number 3').waitFor();
  await page.getByLabel('Introduction').fill('Begin at the top.');
  const after = await standing();
  expect([...after].sort()).toEqual([...before].sort());
  expect(after).not.toEqual(before);
  await page.reload();
  await until(async () => (await standing()).join() === after.join(), 'the order is there again');
  expect(await page.getByLabel('Introduction').inputValue()).toBe('Begin at the top.');
  await page.getByRole('button', { name: 'Save' }).last().click();
  await page.getByTestId('state').waitFor();
  // What is saved is no draft any more.
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByTestId('collection-form').waitFor();
  expect(await standing()).toEqual(after);
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft:collection'))),
  ).toEqual([]);
  expect(rosa.faults).toEqual([]);
  await rosa.close();
}, 120_000);

test('before scripts run a curator begins one, fills it, orders it, publishes it and removes it', async () => {
  const rosa = await asNamed(browser, demo, 'Rosa Delgado', { scripts: false, locale: 'es', width: 360 });
  const page = await rosa.open('/library');
  await page.getByRole('link', { name: 'A poster that shows where to find help' }).first().click();
  await page.getByRole('link', { name: /Poner en una colección/ }).click();
  await page.getByRole('heading', { name: 'Crear una colección' }).waitFor();
  await page.getByLabel('Título', { exact: true }).fill('Para la puerta');
  await page.getByLabel('Un nuevo título de sección').fill('Letreros');
  await page.getByRole('button', { name: 'Guardar' }).last().click();
  await page.getByRole('heading', { name: 'Editar la colección' }).waitFor();
  await page.getByRole('button', { name: 'Subir: Letreros' }).click();
  await page.getByLabel('Un recurso de la biblioteca: su dirección').fill('/library/nothing');
  await page.getByRole('button', { name: 'Añadir' }).click();
  await page.getByText('Nada en la biblioteca tiene esta dirección.').waitFor();
  const survey = await (
    await rosa.open('/library')
  )
    .getByRole('link', { name: /Family survey/ })
    .first()
    .getAttribute('href');
  await page.getByLabel('Un recurso de la biblioteca: su dirección').fill(demo.url + (survey ?? ''));
  await page.getByRole('button', { name: 'Añadir' }).click();
  await page.getByRole('button', { name: 'Al principio: Family survey' }).waitFor();
  await page.getByRole('checkbox', { name: /^Quitar.*: A poster/ }).check();
  await page.getByRole('button', { name: 'Guardar' }).last().click();
  await page.getByRole('heading', { name: 'Letreros' }).waitFor();
  expect(await titles(page)).toEqual(['Family survey in ten questions']);
  await page.getByRole('button', { name: 'Publicar' }).click();
  await page.getByRole('button', { name: 'Volver a borrador' }).waitFor();
  const address = page.url();
  expect((await fetch(address)).status).toBe(200);
  await page.getByText('Retirar la colección').click();
  await page.getByRole('button', { name: 'Retirar para siempre' }).click();
  await page.getByRole('heading', { name: 'Colecciones' }).waitFor();
  expect((await fetch(address)).status).toBe(404);
  await rosa.close();
}, 120_000);
