import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, untilLive, visit } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { pagesOf } from '../support/pages.ts';

let demo: Demo;
let browser: Browser;
/** Of a thread of the demo network. */
let path: string;

beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  const { pages } = await pagesOf(demo.see);
  path = pages.get('thread') ?? '';
}, 120_000);

test('the first view of a thread needs at most 60 kB of gzipped script; the live connection’s library comes after it', async () => {
  const visitor = await visit(browser, demo.url);
  const page = await visitor.context.newPage();
  const scripts: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.text());
  });
  await page.goto(path);
  await untilLive(page);
  const texts = await Promise.all(scripts);
  const weigh = (some: readonly string[]) => some.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
  const [later, first] = [texts.filter(isSocketLibrary), texts.filter((text) => !isSocketLibrary(text))];
  console.log(`script of a thread, gzipped: ${weigh(first)} bytes at first, ${weigh(later)} for the live connection`);
  expect(later).toHaveLength(1);
  expect(weigh(first)).toBeLessThanOrEqual(60 * 1024);
  await visitor.close();
}, 30_000);

function isSocketLibrary(text: string): boolean {
  return text.includes('/socket.io') && text.includes('EIO');
}

test('whoever was never here gets a thread for at most 150 kB, with headers, fonts, and what comes once it is live', async () => {
  const visitor = await visit(browser, demo.url);
  const page = await visitor.context.newPage();
  const session = await visitor.context.newCDPSession(page);
  await session.send('Network.enable');
  const pictures = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    // Of the posts, that is: they weigh what people sent.
    if (type === 'Image' && response.url.includes('/api/files/')) pictures.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!pictures.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(path);
  await untilLive(page);
  await page.waitForLoadState('networkidle');
  console.log(`a first visit: ${bytes} bytes`);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThanOrEqual(150_000);
  await visitor.close();
}, 30_000);
