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

const words = {
  en: {
    open: /^Filter/,
    topic: /^Food/,
    kind: /^Toolkit/,
    show: /^Show 1 entry/,
    drop: 'Remove the filter Kind: Toolkit',
    cards: 'Cards',
    without: /^Without “Topic”: 4 entries/,
    ask: 'Ask a board',
    title: /^Looking for: Toolkit, Attendance/,
  },
  es: {
    open: /^Filtrar/,
    topic: /^Comida/,
    kind: /^Conjunto de materiales/,
    show: /^Mostrar 1 recurso/,
    drop: 'Quitar el filtro Tipo: Conjunto de materiales',
    cards: 'Tarjetas',
    without: /^Sin «Asunto»: 4 recursos/,
    ask: 'Preguntar en un foro',
    title: /^Busco: Conjunto de materiales, Asistencia/,
  },
} as const;

const titles = (page: Page) => page.getByTestId('entry').getByRole('heading').allTextContents();
const isThere = (page: Page, count: number) =>
  until(async () => (await page.getByTestId('entry').count()) === count, `there are ${count}`);

test.each([
  ['en', 360],
  ['es', 1280],
] as const)(
  'in %s, %d px wide: narrowed, kept in the address and on Back, taken back by a tap',
  async (locale, width) => {
    const m = words[locale];
    const ana = await asNamed(browser, demo, 'Ana Fuentes', { locale, width });
    const page = await ana.open('/library');
    await untilLive(page);
    const all = await page.getByTestId('entry').count();
    const topOfList = () =>
      page.getByTestId('found').evaluate((found) => found.getBoundingClientRect().top + window.scrollY);
    const listTop = await topOfList();
    if (width < 1180) await page.getByText(m.open).click();
    // The sheet lies over the list, and moves nothing.
    expect(await topOfList()).toBe(listTop);
    await page.getByRole('checkbox', { name: m.topic }).check();
    await isThere(page, 4);
    await page.getByRole('checkbox', { name: m.kind }).check();
    await isThere(page, 1);
    expect(new URL(page.url()).search).toBe('?kind=toolkit&topic=food');
    if (width < 1180) await page.getByRole('button', { name: m.show }).click();
    await page.getByRole('link', { name: m.drop }).click();
    await isThere(page, 4);
    await page.goBack();
    await isThere(page, 1);
    expect(await page.getByTestId('chosen').getByRole('listitem').count()).toBe(3);
    await page.goBack();
    await isThere(page, 4);
    await page.goBack();
    await isThere(page, all);
    await page.getByRole('link', { name: m.cards }).click();
    await page.waitForURL(/view=cards/);
    expect(await titles(page)).toHaveLength(all);
    expect(ana.faults).toEqual([]);
    await ana.close();
  },
  120_000,
);

const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    return active?.getAttribute('data-testid') ?? `${active?.getAttribute('name')} ${active?.getAttribute('value')}`;
  });

test('by keyboard one choice follows the other: the focus and the page stay where they are', async () => {
  const ana = await asNamed(browser, demo, 'Ana Fuentes');
  const page = await ana.open('/library');
  await untilLive(page);
  // Past the boxes, where one wants none of them.
  await page.getByRole('link', { name: 'Skip to the list' }).focus();
  await page.keyboard.press('Enter');
  await until(async () => (await focused(page)) === 'found', 'the focus is above the list');
  await page.getByRole('checkbox', { name: /^Template/ }).focus();
  await page.keyboard.press('Space');
  await page.waitForURL(/kind=template/);
  await page.getByTestId('chosen').waitFor();
  expect(await focused(page)).toBe('kind template');
  await page.getByRole('checkbox', { name: /^Food/ }).focus();
  await page.keyboard.press('Space');
  await page.waitForURL(/topic=food/);
  await until(async () => (await page.getByTestId('chosen').getByRole('listitem').count()) === 3, 'both are chosen');
  expect(await focused(page)).toBe('topic food');
  // What is pressed is gone then; one goes on from how many there are.
  await page.getByRole('link', { name: words.en.drop.replace('Toolkit', 'Template') }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.search === '?topic=food');
  await until(async () => (await focused(page)) === 'found', 'the focus is above the list');
  expect(ana.faults).toEqual([]);
  await ana.close();
}, 90_000);

test('on a phone in Spanish the list begins on the first screen, what is in Spanish is one tap away, and a tap beside the sheet only closes it', async () => {
  const marisol = await asNamed(browser, demo, 'Marisol Vega', { locale: 'es', width: 360 });
  const page = await marisol.open('/library');
  await untilLive(page);
  const top = await page.getByTestId('entry').first().boundingBox();
  expect(top?.y).toBeLessThan(740);
  await page.getByText(words.es.open).click();
  await page.mouse.click(180, 30);
  await until(async () => !(await page.getByRole('checkbox').first().isVisible()), 'it is closed');
  expect(new URL(page.url()).pathname).toBe('/library');
  const own = page.getByRole('link', { name: /^En español: \d+$/ });
  const count = Number(/\d+/.exec((await own.textContent()) ?? '')?.[0]);
  await own.click();
  await page.waitForURL(/language=es/);
  await page.getByTestId('found').getByText(`${count} recursos`).waitFor();
  expect(marisol.faults).toEqual([]);
  await marisol.close();
}, 90_000);

test.each([
  ['en', 360],
  ['es', 1280],
] as const)(
  'in %s, %d px wide, before scripts run: narrowed with a button, nothing found, asked elsewhere',
  async (locale, width) => {
    const m = words[locale];
    const ana = await asNamed(browser, demo, 'Ana Fuentes', { locale, width, scripts: false });
    const page = await ana.open('/library');
    if (width < 1180) await page.getByText(m.open).click();
    await page.getByRole('checkbox', { name: m.kind }).check();
    await page.getByRole('button', { name: /^(Show|Mostrar) \d/ }).click();
    await page.waitForURL(/kind=toolkit/);
    expect(await titles(page)).toContain('A food pantry in ten steps');
    await isThere(page, 4);
    await page.goto('/library?kind=toolkit&topic=attendance');
    await page.getByRole('link', { name: m.without }).waitFor();
    await page.getByRole('link', { name: m.ask }).click();
    await page.getByRole('listitem').getByRole('link').first().click();
    expect(await page.getByRole('textbox').first().inputValue()).toMatch(m.title);
    await ana.close();
  },
  90_000,
);

test('a stranger’s counts leave out what is for members, and whoever gives says what it is about', async () => {
  const [stranger, ana] = await Promise.all([visit(browser, demo.url), asNamed(browser, demo, 'Ana Fuentes')]);
  const seen = await stranger.open('/library?topic=food');
  expect(await seen.getByTestId('entry').count()).toBe(3);
  expect(await seen.getByRole('checkbox', { name: /^Toolkit/ }).count()).toBe(0);

  const page = await ana.open('/library/propose');
  await page.getByLabel('Title', { exact: true }).fill('Bus passes');
  await page.getByText(/^So that others find it/).click();
  await page.getByRole('checkbox', { name: 'Getting to school' }).check();
  await page.getByRole('checkbox', { name: 'Integrated student supports' }).check();
  await page.getByLabel('Which state is it for?').selectOption('MI');
  await page.getByLabel('Year it was made').fill('2021');
  await page.getByRole('button', { name: 'Keep as a draft' }).click();
  const about = page.getByTestId('about');
  await about.getByRole('link', { name: 'Getting to school' }).waitFor();
  expect(await about.getByRole('link').allTextContents()).toEqual([
    'Getting to school',
    'Integrated student supports',
    'MI',
    '2021',
  ]);
  await page.getByRole('link', { name: 'Edit' }).click();
  expect(await page.getByRole('checkbox', { name: 'Getting to school' }).isChecked()).toBe(true);
  expect(await page.getByLabel('Year it was made').inputValue()).toBe('2021');
  await Promise.all([stranger, ana].map((one) => one.close()));
}, 120_000);
