import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { deskPagesOf } from '../support/desk-pages.ts';
import { asNamed } from '../support/in-demo.ts';
import { pagesOf } from '../support/pages.ts';

let demo: Demo;
let browser: Browser;
let pages: Map<string, string>;
let staff: string;
beforeAll(async () => {
  // What somebody has set who needs text twice as large.
  [demo, browser] = await Promise.all([openDemo(), openBrowser(['--blink-settings=defaultFontSize=32'])]);
  ({ pages, staff } = await pagesOf(demo.see));
  for (const [name, path] of await deskPagesOf(demo)) pages.set(name, path);
}, 120_000);

/** Words of headings, buttons and the navigation that go over two lines. */
const brokenWords = (page: Page): Promise<string[]> =>
  page.locator(':is(h1, h2, nav a span, .button, .facts > *, .signature a)').evaluateAll((all) =>
    all.flatMap((at) => {
      const broken: string[] = [];
      const walker = document.createTreeWalker(at, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[\p{L}\p{N}]+/gu)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
          if (tops.size > 1) broken.push(word);
        }
      }
      return broken;
    }),
  );

/** Links and buttons whose words are wider than they are, and so stand over what is beside them. */
const spillingWords = (page: Page): Promise<string[]> =>
  page
    .locator(':is(a, button):not(.visually-hidden):visible')
    .evaluateAll((all) =>
      all.flatMap((at) => (at.clientWidth > 0 && at.scrollWidth > at.clientWidth + 1 ? [at.textContent ?? ''] : [])),
    );

test.each(['en', 'es'] as const)(
  'U6: with text twice as large a phone scrolls down alone, and breaks no word (%s)',
  async (locale) => {
    const visitor = await asNamed(browser, demo, staff, { width: 360, locale });
    const found: string[] = [];
    for (const [name, path] of pages) {
      const page = await visitor.open(path);
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('34px');
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) found.push(`${name}: ${over} px too wide`);
      for (const word of await brokenWords(page)) found.push(`${name}: ${word}`);
      for (const words of await spillingWords(page)) found.push(`${name}: ${words.trim()} stands out of its place`);
      await page.close();
    }
    expect(found).toEqual([]);
    await visitor.close();
  },
  // Every page there is, one after the other.
  300_000,
);
