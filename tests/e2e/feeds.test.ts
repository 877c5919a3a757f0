import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';

let demo: Demo;
let browser: Browser;
let member: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  member = (await demo.see('demo.people', {})).find(({ role }) => role === 'moderator')?.name ?? '';
}, 120_000);

/** What the address of a feed answers, as a reader of XML has it; null where it is none. */
const readFeed = (page: Page, address: string) =>
  page.evaluate(async (from) => {
    const xml = new DOMParser().parseFromString(await (await fetch(from)).text(), 'application/xml');
    if (xml.querySelector('parsererror')) return null;
    const titles = [...xml.querySelectorAll('entry > title')].map(({ textContent }) => textContent);
    return { title: xml.querySelector('feed > title')?.textContent, titles };
  }, address);

test.each([
  ['en', 'Follow in a feed reader', 'Make addresses of my own', 'Make new addresses', 'End my addresses', true],
  ['es', 'Seguir en un lector de noticias', 'Crear direcciones propias', 'Crear direcciones nuevas', 'Anular', false],
] as const)(
  'feeds: from a board to addresses of one’s own, and to others when they got about (%s)',
  async (locale, follow, make, renew, end, scripts) => {
    const visitor = await asNamed(browser, demo, member, { locale, width: 360, scripts });
    const reader = await (await visit(browser, demo.url)).open('/feeds');
    const boards = await demo.see('board.list', {});
    const page = await visitor.open(`/b/${boards[0]?.id}`);
    await page.getByRole('link', { name: follow }).click();
    await page.waitForURL('**/feeds');
    const addresses = () => page.locator('main li code').allTextContents();
    const open = await addresses();
    for (const address of open) expect((await fetch(address)).status).toBe(200);
    expect(open.some((address) => address.includes('key='))).toBe(false);
    await page.getByRole('button', { name: make }).click();
    await page.getByRole('button', { name: renew }).waitFor();

    const own = await addresses();
    // Beside the open boards those that only some may read.
    expect(own.length).toBeGreaterThan(open.length);
    for (const address of own) expect(await readFeed(reader, address)).not.toBeNull();
    const named = await readFeed(reader, own.find((address) => address.includes(`/b/${boards[0]?.id}/`)) ?? '');
    expect(named).toMatchObject({ title: `${boards[0]?.name[locale]} · Hearth` });
    expect(named?.titles.length).toBeGreaterThan(0);

    await Promise.all([page.waitForResponse(/make/), page.getByRole('button', { name: renew }).click()]);
    await page.getByRole('button', { name: end }).click();
    await page.getByRole('button', { name: make }).waitFor();
    expect(await addresses()).toEqual(open);
    for (const address of own) expect((await fetch(address)).status).toBe(404);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  },
  60_000,
);
