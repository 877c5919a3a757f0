import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

const words = {
  en: {
    make: 'New board',
    address: 'Address',
    done: 'Create board',
    reads: 'Reads what is on it',
    groups: 'Coordinators',
    who: 'Who can read this: Coordinators – 8 people, 1 of them district staff.',
    forGroups: 'For members of:',
    onlyReading: 'You can read here. Starting threads is for others.',
  },
  es: {
    make: 'Nuevo foro',
    address: 'Dirección',
    done: 'Crear foro',
    reads: 'Lee lo que hay en él',
    groups: 'Coordinators',
    who: 'Quiénes pueden leer esto: Coordinators – 8 personas, 1 de ellas del distrito.',
    forGroups: 'Para miembros de:',
    onlyReading: 'Aquí puede leer. Abrir temas corresponde a otras personas.',
  },
} as const;

test.each([
  ['en', 'light', 1280, true],
  ['es', 'dark', 360, true],
  ['en', 'light', 360, false],
] as const)(
  'in %s, %s, %d px, scripts %p: a board for a group is made on a page, and who can read it is said where one writes',
  async (locale, theme, width, scripts) => {
    const said = words[locale];
    const [desk, inside, outside] = [
      await visit(browser, demo.url, { locale, theme, width, scripts }),
      await visit(browser, demo.url, { locale, theme, width, scripts }),
      await visit(browser, demo.url, { locale, theme, width, scripts }),
    ];
    await signInAs(desk, 'Grace Whitfield');
    await signInAs(inside, 'Ana Fuentes');
    await signInAs(outside, 'Marisol Vega');
    const id = `made-${locale}-${width}-${scripts}`;

    const page = await desk.open('/boards');
    await page.getByRole('link', { name: said.make }).click();
    await page.getByLabel(said.address).fill(id);
    for (const name of ['name-en', 'name-es', 'purpose-en', 'purpose-es'])
      await page.locator(`[name=${name}]`).fill(id);
    await page.getByLabel(said.reads).selectOption('nobody');
    await page
      .locator('details', { has: page.locator('[name=groups-read]') })
      .locator('summary')
      .click();
    await page.locator('details').getByLabel(said.groups).and(page.locator('[name=groups-read]')).check();
    await page.getByRole('button', { name: said.done }).click();
    await page.waitForURL((url) => url.pathname === '/boards');

    const closed = await outside.open('/boards');
    await closed.locator('li', { hasText: id }).getByText(said.forGroups).waitFor();
    expect(await closed.getByRole('link', { name: id, exact: true }).count()).toBe(0);
    expect((await closed.request.get(`/b/${id}`)).status()).toBe(404);

    const theirs = await inside.open(`/b/${id}/new`);
    expect(await theirs.getByTestId('readership').textContent()).toBe(said.who);
    await theirs.locator('[name=title]').fill('Among us');
    await theirs.locator('[name=text]').fill('Who else?');
    await theirs.locator('form[method=POST] button[type=submit]').last().click();
    await theirs.waitForURL(/\/t\//);
    if (scripts) {
      await theirs.locator('[data-testid=composer] textarea').focus();
      await theirs.getByText(said.who).waitFor();
    }

    // Nobody but moderators starts anything there now.
    await page.goto(`/b/${id}/edit`);
    await page.locator('[name=circle-start]').selectOption('staff');
    await page.locator('main form button[type=submit]').click();
    await page.waitForURL((url) => url.pathname === '/boards');
    await theirs.goto(`/b/${id}`);
    await theirs.getByText(said.onlyReading).waitFor();
    expect([...desk.faults, ...inside.faults, ...outside.faults]).toEqual([]);
    await Promise.all([desk.close(), inside.close(), outside.close()]);
  },
  90_000,
);
