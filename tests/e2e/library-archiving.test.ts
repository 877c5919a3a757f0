import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { collectionIdOfKey } from '@hearth/server/demo/collections';
import { entryIdOfKey } from '@hearth/server/demo/library';
import type { CollectionId } from '@hearth/shared/collections/entity';
import { setTimeout } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await demo.close();
});

/** It follows a moment after the entry. */
async function comesInto(collectionId: CollectionId, title: string): Promise<void> {
  for (;;) {
    const { collection } = await demo.see('collection.get', { collectionId });
    if (collection.rows.some((row) => row.kind === 'entry' && row.entry.title === title)) return;
    await setTimeout(100);
  }
}

async function pick(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'From the library' }).click();
  const picker = page.getByTestId('entry-picker');
  await picker.getByLabel('Words in the title').fill(title);
  await picker.getByRole('button', { name: title }).click();
}

/** What is archived, and what comes in its place. */
test.each([
  ['en', true, 'first-call', 'attendance', 'text-messages'],
  ['es', false, 'familia-nueva', 'familias', 'abuelos'],
] as const)(
  'in %s, with scripts: %s: something is archived on a phone, and what replaces it comes into its collection',
  async (locale, scripts, key, collection, other) => {
    const [curator, stranger] = await Promise.all([
      asNamed(browser, demo, 'Rosa Delgado', { locale, scripts, width: 360 }),
      visit(browser, demo.url, { locale, scripts, width: 360 }),
    ]);
    const [path, instead] = [`/library/${entryIdOfKey(key)}`, `/library/${entryIdOfKey(other)}`];
    const better = await stranger.open(instead);
    const title = await better.getByRole('heading', { level: 1 }).innerText();

    const page = await curator.open(path);
    await page
      .getByTestId('state')
      .getByRole('link', { name: /^(Archive|Archivar)$/ })
      .click();
    await page.getByRole('heading', { name: /^(Archive it|Archivarlo)$/ }).waitFor();
    await page.getByLabel(/^(Why\?|¿Por qué\?)/).fill('There is a newer one.');
    for (const use of await page.getByTestId('uses').getByRole('combobox').all()) await use.selectOption('replace');
    const archive = page.getByRole('button', { name: /^(Archive|Archivar)$/ });
    // What is to come in its place has to be named.
    await archive.click();
    await page
      .getByRole('alert')
      .getByText(/^(Name a published entry|Indique un recurso publicado)/)
      .waitFor();
    const successor = page.getByLabel(/^(What can be used instead|¿Qué se puede usar)/);
    if (scripts) {
      await pick(page, title);
      expect(await successor.inputValue()).toContain(`${demo.url}${instead}`);
      expect(await successor.evaluate((element) => element === document.activeElement)).toBe(true);
    } else await successor.fill(`${demo.url}${instead}/some-slug`);
    await archive.click();
    await page.getByRole('heading', { name: /^(Archived|Archivado)$/ }).waitFor();

    const answer = await stranger.open(path);
    await answer.getByText(/There is a newer one\./).waitFor();
    await answer.getByTestId('successor').getByRole('link', { name: title }).click();
    await answer.getByRole('heading', { level: 1, name: title }).waitFor();
    const latest = await fetch(`${demo.url}${path}/latest`, { redirect: 'manual' });
    expect([latest.status, latest.headers.get('location')]).toEqual([302, path]);
    await comesInto(collectionIdOfKey(collection), title);
    const list = await stranger.open(`/library/collections/${collectionIdOfKey(collection)}`);
    await list.getByTestId('shelved').getByRole('link', { name: title }).waitFor();

    // Removed for good, its page says so with 410, and where to go.
    const again = await curator.open(path);
    await again.getByText(/^(Remove it for good|Retirarlo para siempre)/).click();
    const fold = again
      .locator('details[open]')
      .filter({ has: again.getByRole('button', { name: /^(Remove for good|Retirar para siempre)$/ }) });
    await fold.getByLabel(/^(Why\?|¿Por qué\?)/).fill('Nobody may have it any more.');
    await fold.getByRole('button', { name: /^(Remove for good|Retirar para siempre)$/ }).click();
    await again.getByTestId('successor').waitFor();
    const gone = await fetch(`${demo.url}${path}`);
    expect(gone.status).toBe(410);
    expect(await gone.text()).toContain(instead);
    expect([...curator.faults, ...stranger.faults]).toEqual([]);
    await Promise.all([curator.close(), stranger.close()]);
  },
  120_000,
);
