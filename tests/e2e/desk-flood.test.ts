import { beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';

/** So much happens in a second, for so long. */
const EACH_SECOND = 50;
const SECONDS = 6;
/** What issue 15 asks for. On a busy machine the same page is slow without a flood as well: then it may be twice that. */
const FRAME_MS = 50;

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo({ HEARTH_RATE_FACTOR: '1000' }), openBrowser()]);
}, 120_000);

/** The 95th percentile of what passes between two frames of a page. */
async function framesOf(page: Page, ms: number): Promise<number> {
  return page.evaluate(
    (lasts) =>
      new Promise<number>((resolve) => {
        const deltas: number[] = [];
        const begin = performance.now();
        let before = begin;
        const frame = (now: number) => {
          deltas.push(now - before);
          before = now;
          if (now - begin < lasts) requestAnimationFrame(frame);
          else resolve(deltas.sort((a, b) => a - b)[Math.floor(deltas.length * 0.95)] ?? Infinity);
        };
        requestAnimationFrame(frame);
      }),
    ms,
  );
}

test('fifty things a second come in together, can be held back, and leave the page as quick as it is', async () => {
  const people = await demo.see('demo.people', {});
  const nameOf = (wanted: string) => people.find(({ role }) => role === wanted)?.name ?? '';
  const [watcher, writer] = [await visit(browser, demo.url), await visit(browser, demo.url)];
  await signInAs(watcher, nameOf('admin'));
  await signInAs(writer, nameOf('member'));
  const { rows: threads } = await demo.see('board.get', { boardId: 'attendance' });
  const threadIds = threads.filter(({ lock }) => !lock).map(({ id }) => id);
  const desk = await watcher.open('/desk');
  await untilLive(desk);
  const quiet = await framesOf(desk, 2_000);

  const reply = (n: number) =>
    writer.context.request.post('/api/commands/post.reply', {
      headers: { origin: demo.url, 'idempotency-key': crypto.randomUUID() },
      data: { threadId: threadIds[n % threadIds.length], text: `Flood ${n}` },
    });
  const flood = (async () => {
    for (let second = 0; second < SECONDS; second++) {
      const begin = performance.now();
      const answers = await Promise.all(Array.from({ length: EACH_SECOND }, (_, n) => reply(second * EACH_SECOND + n)));
      expect(answers.map((answer) => answer.status()).filter((status) => status !== 200)).toEqual([]);
      const left = 1_000 - (performance.now() - begin);
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
    }
  })();
  const flooded = await framesOf(desk, SECONDS * 1_000);
  await flood;
  console.log(`the desk, 95 of 100 frames within: ${quiet.toFixed(1)} ms quiet, ${flooded.toFixed(1)} ms flooded`);
  expect(flooded).toBeLessThanOrEqual(Math.max(FRAME_MS, 2 * quiet));

  const rows = desk.getByTestId('desk').getByRole('article');
  await rows.filter({ hasText: `Flood ${SECONDS * EACH_SECOND - 1}` }).waitFor();
  expect(await rows.count()).toBeLessThanOrEqual(100);
  expect(await rows.first().innerText()).toContain('Unusually fast');

  await desk.getByRole('button', { name: 'Pause' }).click();
  const shown = await rows.first().innerText();
  await Promise.all(Array.from({ length: EACH_SECOND }, (_, n) => reply(1_000 + n)));
  await desk.getByRole('button', { name: `${EACH_SECOND} new – show` }).click();
  await rows
    .first()
    .filter({ hasText: /Flood 10\d\d/ })
    .waitFor();
  expect(await rows.first().innerText()).not.toBe(shown);
  expect(watcher.faults).toEqual([]);
  for (const visitor of [watcher, writer]) await visitor.close();
}, 120_000);
