import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { entryIdOfKey } from '@hearth/server/demo/library';
import { openBrowser, untilLive } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

const words = {
  en: {
    keep: 'Save for later',
    which: 'In which lists',
    called: 'Or in a new list called',
    save: /^Save/,
    newList: 'New list',
    name: 'Name of the list (only you see it)',
    make: 'Make the list',
    out: /^Take out of this list/,
    undo: 'Undo',
    manage: 'Rename or delete this list',
    rename: 'Rename',
    remove: 'Delete this list',
  },
  es: {
    keep: 'Guardar para después',
    which: 'En qué listas',
    called: 'O en una lista nueva llamada',
    save: /^Guardar/,
    newList: 'Lista nueva',
    name: 'Nombre de la lista (solo usted lo ve)',
    make: 'Crear la lista',
    out: /^Quitar de esta lista/,
    undo: 'Deshacer',
    manage: 'Cambiar el nombre de esta lista o borrarla',
    rename: 'Cambiar el nombre',
    remove: 'Borrar esta lista',
  },
} as const;

test.each([
  ['en', true, 1280, 'Ana Fuentes'],
  ['es', false, 320, 'Devon Carter'],
] as const)(
  'in %s, with scripts: %s, %d px wide: lists are made, filled, emptied, renamed and deleted, each with a way back',
  async (locale, scripts, width, who) => {
    const m = words[locale];
    const visitor = await asNamed(browser, demo, who, { locale, scripts, width });
    const page = await visitor.open(`/library/${entryIdOfKey('way-finder')}`);
    if (scripts) await untilLive(page);
    await page.getByRole('button', { name: m.keep }).click();
    await page.getByText(m.which).first().click();
    const places = page.getByTestId('places');
    await places.getByLabel(m.called).fill('Front door');
    await places.getByRole('button', { name: m.save }).click();
    await page.waitForURL(/#save$/);
    await page.getByText(m.which).first().click();
    expect(await places.getByLabel('Front door').isChecked()).toBe(true);

    await page.goto(`${demo.url}/library/saved`);
    const lists = page.getByTestId('lists');
    await page.getByText(m.newList, { exact: true }).click();
    await page.getByTestId('new-list').getByLabel(m.name).fill('For May');
    await page.getByRole('button', { name: m.make }).click();
    await page.getByRole('heading', { level: 1, name: 'For May' }).waitFor();
    await lists.getByRole('link', { name: /^Front door \(1\)/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Front door' }).waitFor();
    expect(await lists.getByRole('link', { name: /^Front door/ }).getAttribute('aria-current')).toBe('page');

    // Out of the list, and back; then from the one to the other.
    const row = page.getByTestId('shelved');
    await row.getByRole('button', { name: m.out }).click();
    await page.getByRole('button', { name: m.undo }).click();
    await row.getByText(m.which).first().click();
    await row.getByLabel('Front door').uncheck();
    await row.getByLabel('For May').check();
    await row.getByTestId('places').getByRole('button', { name: m.save }).click();
    await lists.getByRole('link', { name: /^For May \(1\)/ }).click();
    await page.getByRole('heading', { level: 1, name: 'For May' }).waitFor();

    await page.getByText(m.manage).click();
    await page.getByTestId('rename').getByLabel(m.name).fill('For June');
    await page.getByRole('button', { name: m.rename, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'For June' }).waitFor();
    await page.getByText(m.manage).click();
    await page.getByRole('button', { name: m.remove }).click();
    await page.getByRole('button', { name: m.undo }).waitFor();
    expect(await row.count()).toBe(1);
    await page.getByRole('button', { name: m.undo }).click();
    await page.getByRole('heading', { level: 1, name: 'For June' }).waitFor();
    expect(await row.count()).toBe(1);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  90_000,
);
