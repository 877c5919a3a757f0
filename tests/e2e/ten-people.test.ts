import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { openBrowser, readPage, signInAs, untilLive, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo({ HEARTH_RATE_FACTOR: '1000' }), openBrowser()]);
}, 120_000);

const answered = z.object({ value: z.object({ post: z.object({ no: z.int() }).optional() }).optional() });

/**
 * A command by whoever looks at the page, given again where the server is busy, as pages do. What is refused is refused, as in
 * life: it may be locked or gone by then.
 */
async function give(page: Page, name: string, input: Record<string, unknown>) {
  const { status, body } = await page.evaluate(
    async ([command, sent]) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
      for (;;) {
        const answer = await fetch(`/api/commands/${command}`, { method: 'POST', headers, body: sent });
        const body: unknown = await answer.json();
        if (answer.status !== 503) return { status: answer.status, body };
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    },
    [name, JSON.stringify(input)] as const,
  );
  return { status, no: answered.parse(body).value?.post?.no };
}

type Said = readonly [name: string, input: Record<string, unknown>];

/** One after the other, as one person gives them. */
async function giveAll(page: Page, commands: readonly Said[]): Promise<number[]> {
  const statuses: number[] = [];
  let no: number | undefined;
  for (const [name, input] of commands) {
    // One's own words are edited where they came to stand.
    const given = await give(page, name, name === 'post.edit' ? { ...input, no: no ?? 1 } : input);
    statuses.push(given.status);
    no = given.no ?? no;
  }
  return statuses;
}

/** The titles on a board, whatever waits behind its button included. */
async function rowsOn(page: Page): Promise<string[]> {
  const button = page.getByRole('status').getByRole('button', { name: /show|mostrar/ });
  if ((await button.count()) > 0) await button.click();
  return (await page.getByTestId('rows').locator('a.title').allInnerTexts()).toSorted();
}

/** What a page shows is what a fresh load of it shows, or comes to be. */
async function requireFresh(visitor: Visitor, page: Page, read: (page: Page) => Promise<string[]>): Promise<void> {
  const fresh = await visitor.open(page.url());
  await untilLive(fresh);
  let [live, loaded]: string[][] = [[], []];
  const isSame = async () => {
    [live, loaded] = [await read(page), await read(fresh)];
    return JSON.stringify(live) === JSON.stringify(loaded);
  };
  await until(isSame, 'a page to show what a fresh load shows', 10_000).catch(() => expect(live).toEqual(loaded));
  await fresh.close();
}

const posts = (page: Page) => readPage(page, 'posts');

test('L3: ten pages write, edit, react, accept, lock, move, split and merge at once, and every screen equals a fresh load', async () => {
  const people = await demo.see('demo.people', {});
  const staff = people.filter(({ role }) => role !== 'member');
  const members = people.filter(({ role }) => role === 'member');
  const { rows } = await demo.see('board.get', { boardId: 'attendance' });
  const threadId = rows.find(({ lock, answer, lastNo }) => !lock && !answer && lastNo < 12)?.id ?? '';
  const another = (await demo.see('board.get', { boardId: 'families' })).rows.find(({ lock }) => !lock)?.id ?? '';
  const visitors = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      visit(browser, demo.url, { locale: n % 2 ? 'es' : 'en', width: n % 3 ? 1280 : 360 }),
    ),
  );
  const nameOf = (n: number) => (n < 2 ? staff[n % staff.length] : members[n % members.length])?.name ?? '';
  const pages: Page[] = [];
  for (const [n, visitor] of visitors.entries()) {
    await signInAs(visitor, nameOf(n));
    // The last two look at the boards that the thread goes to and fro between.
    pages.push(await visitor.open(n === 8 ? '/b/attendance' : n === 9 ? '/b/families' : `/t/${threadId}`));
  }
  await Promise.all(pages.map(untilLive));

  const moderator: Said[] = [
    ['thread.move', { threadId, to: 'families' }],
    ['thread.move', { threadId, to: 'attendance' }],
    ['answer.accept', { threadId, no: 2 }],
    ['review.open', { threadId, no: 3 }],
    ['thread.lock', { threadId, reason: 'Enough.' }],
    ['post.reply', { threadId, text: 'The last word.' }],
    ['thread.unlock', { threadId }],
    ['answer.accept', { threadId, no: 4 }],
    ['thread.split', { threadId, nos: [2], to: 'families', title: 'Apart' }],
    ['thread.merge', { threadId: another, into: threadId }],
  ];
  const member = (n: number): Said[] => [
    ['post.reply', { threadId, text: `One of ${n}` }],
    ['post.edit', { threadId, text: `Another one of ${n}` }],
    ['reaction.set', { threadId, no: 2, kind: 'thanks' }],
    ['post.reply', { threadId, text: `Two of ${n}` }],
    ['reaction.set', { threadId, no: 1, kind: 'agree' }],
  ];
  const given = await Promise.all(pages.map((page, n) => giveAll(page, n < 2 ? moderator : member(n))));
  const statuses = given.flat();
  // Refused is what came too late; nothing has failed.
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(statuses.length / 2);

  for (const [n, page] of pages.entries()) {
    const visitor = visitors[n];
    if (visitor) await requireFresh(visitor, page, n < 8 ? posts : rowsOn);
  }
  for (const visitor of visitors) {
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  }
}, 240_000);
