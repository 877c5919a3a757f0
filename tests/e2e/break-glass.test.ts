import { beforeAll, expect, test } from '@jest/globals';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { present } from '../support/parts.ts';

/** An admin looks at a private board, with a reason that everybody there reads. */

let demo: Demo;
let browser: Browser;
let admins: readonly string[];
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  admins = (await demo.see('demo.people', {})).filter(({ role }) => role === 'admin').map(({ name }) => name);
}, 120_000);

const words = {
  en: {
    open: 'Open with a reason',
    why: 'Why you have to look',
    done: 'Open for one hour',
    can: '(admin) can read this board until',
    you: 'You can read this board until',
    close: 'Close again',
    list: 'Opened by staff (1)',
  },
  es: {
    open: 'Abrir con un motivo',
    why: 'Por qué tiene que mirar',
    done: 'Abrir durante una hora',
    can: '(administración) puede leer este foro (hasta',
    you: 'Usted puede leer este foro (hasta',
    close: 'Volver a cerrar',
    list: 'Abierto por la administración (1)',
  },
} as const;

/** For coordinators alone. */
async function makeBoard(visitor: Visitor, id: string): Promise<void> {
  const page = await visitor.open('/boards/new');
  await page.locator('[name=boardId]').fill(id);
  for (const name of ['name-en', 'name-es', 'purpose-en', 'purpose-es']) await page.locator(`[name=${name}]`).fill(id);
  await page.locator('[name=circle-read]').selectOption('nobody');
  const groups = page.locator('details', { has: page.locator('[name=groups-read]') });
  await groups.locator('summary').click();
  await groups.getByLabel('Coordinators').and(page.locator('[name=groups-read]')).check();
  await page.locator('form[method=POST] button[type=submit]').last().click();
  await page.waitForURL((url) => url.pathname === '/boards');
  await page.close();
}

test.each([
  ['en', 'light', 1280, true],
  ['es', 'dark', 360, true],
  ['es', 'light', 360, false],
] as const)(
  'in %s, %s, %d px, scripts %p: it opens with a reason, says so to whoever is there, and is closed again',
  async (locale, theme, width, scripts) => {
    const said = words[locale];
    const reason = `Somebody was threatened here (${locale})`;
    const id = `glass-${locale}-${scripts}`;
    const [desk, inside] = [
      await visit(browser, demo.url, { locale, theme, width, scripts }),
      await visit(browser, demo.url, { locale, theme, width }),
    ];
    await signInAs(desk, present(admins[0]));
    await signInAs(inside, 'Ana Fuentes');
    await makeBoard(desk, id);
    const theirs = await inside.open(`/b/${id}`);
    await untilLive(theirs);

    const page = await desk.open('/boards');
    await page.locator('li', { hasText: id }).getByText(said.open).click();
    await page.waitForURL((url) => url.pathname === `/b/${id}/open`);
    if (scripts) expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
    await page.getByLabel(said.why).fill(reason);
    await page.getByRole('button', { name: said.done }).click();
    await page.waitForURL((url) => url.pathname === `/b/${id}`);
    await page.getByTestId('opened-now').getByText(said.you).waitFor();

    // On a page that was open before, at once.
    const bar = theirs.getByTestId('opened-now');
    await bar.getByText(said.can).waitFor();
    expect(await bar.textContent()).toContain(reason);
    expect(await bar.getByRole('button').count()).toBe(0);
    const found = await new AxeBuilder({ page: theirs }).setLegacyMode().analyze();
    expect(found.violations.map(({ id: rule }) => rule)).toEqual([]);
    expect(await theirs.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);

    await page.getByRole('button', { name: said.close }).click();
    await page.waitForURL((url) => url.pathname === '/boards');
    await bar.getByText(said.can).waitFor({ state: 'detached' });
    await theirs.getByText(said.list).click();
    await theirs.getByTestId('opened-before').getByText(reason).waitFor();
    const back = await desk.open(`/b/${id}`);
    expect(new URL(back.url()).pathname).toBe(`/b/${id}/open`);
    expect([...desk.faults, ...inside.faults]).toEqual([]);
    await Promise.all([desk.close(), inside.close()]);
  },
  90_000,
);
