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
    saved: 'Saved entries',
    note: 'Your note (only you see it)',
    save: /^Save/,
    drop: /^Take out/,
    undo: 'Undo',
  },
  es: {
    keep: 'Guardar para después',
    saved: 'Recursos guardados',
    note: 'Su nota (solo usted la ve)',
    save: /^Guardar/,
    drop: /^Quitar/,
    undo: 'Deshacer',
  },
} as const;

test.each([
  ['en', true, 1280],
  ['es', true, 360],
  ['es', false, 360],
] as const)(
  'in %s, with scripts: %s, %d px wide: one press keeps an entry, with a note, and what was taken out comes back',
  async (locale, scripts, width) => {
    const m = words[locale];
    const ana = await asNamed(browser, demo, 'Ana Fuentes', { locale, scripts, width });
    const page = await ana.open(`/library/${entryIdOfKey('way-finder')}`);
    if (scripts) await untilLive(page);
    await page.getByRole('button', { name: m.keep }).click();
    await page.getByTestId('save').getByRole('link', { name: m.saved }).click();
    await page.getByRole('heading', { name: m.saved }).waitFor();
    const row = page.getByTestId('shelved');
    await row.getByText(m.note).first().click();
    await row.getByLabel(m.note).fill('For the front door');
    await row.getByRole('button', { name: m.save }).click();
    await row.getByText('For the front door').first().waitFor();
    await row.getByRole('button', { name: m.drop }).click();
    await page.getByRole('button', { name: m.undo }).click();
    await row.getByText('For the front door').first().waitFor();
    await row.getByRole('button', { name: m.drop }).click();
    await page.getByRole('button', { name: m.undo }).waitFor();
    expect(await row.count()).toBe(0);
    expect(ana.faults).toEqual([]);
    await ana.close();
  },
  90_000,
);

test('a press moves nothing, a double tap is one, and without a line it is kept until there is one', async () => {
  const devon = await asNamed(browser, demo, 'Devon Carter', { width: 360 });
  const page = await devon.open(`/library/${entryIdOfKey('way-finder')}`);
  await untilLive(page);
  const save = page.getByTestId('save');
  await save.scrollIntoViewIfNeeded();
  const at = () => page.evaluate(() => [window.scrollY, document.activeElement?.textContent?.trim()]);
  const before = await page.evaluate(() => window.scrollY);
  await save.getByRole('button').dblclick();
  await save.getByRole('link', { name: 'Saved entries' }).waitFor();
  expect(await at()).toEqual([before, 'Take out']);
  await devon.context.setOffline(true);
  await save.getByRole('button').click();
  await save.getByText('sending').waitFor();
  await devon.context.setOffline(false);
  await save.getByRole('button', { name: 'Save for later' }).waitFor();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('A poster that shows where to find help');
  expect(devon.faults).toEqual([]);
  await devon.close();
}, 90_000);
