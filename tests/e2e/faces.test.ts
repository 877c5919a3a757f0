import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed } from '../support/in-demo.ts';
import { pagesOf } from '../support/pages.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);

/** What names people on each page; each has a face in it. */
const NAMED: readonly (readonly [page: string, named: string])[] = [
  ['home', '.thread-row'],
  ['board', '.thread-row'],
  ['boards', '.lively'],
  ['rooms', '.hosts'],
  ['live room', 'aside li'],
  ['board', 'aside li'],
  ['live room', '[data-testid=now]'],
  ['live room', '[data-testid=open] > li'],
];

async function facesOn(page: Page, named: string): Promise<{ faces: number; pictures: number }[]> {
  await page.locator(named).first().waitFor();
  return page.locator(named).evaluateAll((all) =>
    all.map((one) => ({
      faces: one.querySelectorAll('.avatar').length,
      pictures: one.querySelectorAll('img.avatar').length,
    })),
  );
}

test('Weak 14: a face stands beside every name, pictures for members and colours for strangers', async () => {
  const { pages, staff } = await pagesOf(demo.see);
  const [member, stranger] = [await visit(browser, demo.url), await visit(browser, demo.url)];
  await signInAs(member, staff);
  const seen = { member: 0, stranger: 0 };
  for (const [name, named] of NAMED) {
    for (const [who, visitor] of [
      ['member', member],
      ['stranger', stranger],
    ] as const) {
      const page = await visitor.open(pages.get(name) ?? '');
      const faces = await facesOn(page, named);
      expect({ name, named, who, bare: faces.filter((one) => one.faces === 0) }).toEqual({
        name,
        named,
        who,
        bare: [],
      });
      seen[who] += faces.reduce((sum, { pictures }) => sum + pictures, 0);
      await page.close();
    }
  }
  expect(seen.member).toBeGreaterThan(0);
  expect(seen.stranger).toBe(0);
  expect([...member.faults, ...stranger.faults]).toEqual([]);
  await Promise.all([member.close(), stranger.close()]);
}, 120_000);

test('Weak 14: without scripts the pictures are there as well, and who asked without a name has neither face nor colour', async () => {
  const { pages, staff } = await pagesOf(demo.see);
  const visitor = await asNamed(browser, demo, staff, { scripts: false });
  const board = await visitor.open(pages.get('boards') ?? '');
  await board.locator('.lively img.avatar').first().waitFor();
  const room = await visitor.open(pages.get('live room') ?? '');
  const nameless = room.getByTestId('question').filter({ has: room.locator('.signature .nameless') });
  expect(await nameless.count()).toBeGreaterThan(0);
  expect(await nameless.locator('img.avatar, [data-colour]').count()).toBe(0);
  await visitor.close();
}, 60_000);

test.each(['en', 'es'] as const)(
  'Weak 15: in %s each place of a phone’s bar has its whole name on one line',
  async (locale) => {
    for (const width of [320, 360]) {
      const visitor = await visit(browser, demo.url, { locale, width });
      const page = await visitor.open('/rooms');
      const heights = await page
        .locator('nav.places span')
        .evaluateAll((names) => names.map((name) => name.getBoundingClientRect().height));
      expect({ width, lines: new Set(heights).size }).toEqual({ width, lines: 1 });
      await visitor.close();
    }
  },
  60_000,
);
