import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, signInAs, untilLive, visit, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { Proxy, type Filter } from '../support/proxy.ts';
import { until } from '../support/watching.ts';
import { portOf } from '../support/parts.ts';

/** For schools whose filter blocks WebSockets. */
let demo: Demo;
let browser: Browser;
let proxy: Proxy;
let ana: Visitor;
let ben: Visitor;
let thread: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  proxy = await Proxy.before(demo.url);
  const people = await demo.see('demo.people', {});
  const [first = '', second = ''] = people.filter(({ role }) => role === 'member').map(({ name }) => name);
  const latest = await demo.see('thread.latest', { most: 20 });
  thread = `/t/${latest.find(({ thread: { lastNo } }) => lastNo < 20)?.thread.id}`;
  [ana, ben] = [await visit(browser, demo.url), await visit(browser, proxy.url, { width: 390 })];
  await signInAs(ana, first);
  await signInAs(ben, second);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await proxy.close();
  await demo.close();
}, 30_000);

async function reply(page: Page, text: string): Promise<void> {
  await page.getByTestId('composer').getByRole('textbox').fill(text);
  await page.getByRole('button', { name: 'Post reply' }).click();
  await page.getByTestId('pending').waitFor({ state: 'detached' });
}

/** Milliseconds until the page is live. */
async function timeToLive(page: Page): Promise<number> {
  const begin = performance.now();
  await untilLive(page);
  return performance.now() - begin;
}

test.each<Filter>(['refuses', 'resets', 'swallows', 'mutes'])(
  'F1: behind a filter that %s WebSocket a page becomes live, and the next one at once',
  async (filter) => {
    proxy.filter(filter);
    const [there, here] = [await ben.open(thread), await ana.open(thread)];
    await untilLive(here);
    expect(await timeToLive(there)).toBeLessThan(15_000);
    expect(proxy.wishes).toBeGreaterThan(0);
    await reply(here, `To a school whose filter ${filter} it`);
    await there.getByText(`To a school whose filter ${filter} it`).waitFor();
    await reply(there, `From a school whose filter ${filter} it`);
    await here.getByText(`From a school whose filter ${filter} it`).waitFor();

    await there.reload();
    expect(await timeToLive(there)).toBeLessThan(3_000);
    await Promise.all([here.close(), there.close()]);
  },
  60_000,
);

test('F1: where WebSocket gets through again, the connection moves to it and the tab forgets', async () => {
  proxy.filter('refuses');
  const page = await ben.open(thread);
  await untilLive(page);
  const kept = () => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('hearth:polling')));
  expect(await kept()).toHaveLength(1);
  proxy.mend();
  const opened = page.waitForEvent('websocket');
  await page.reload();
  expect((await opened).url()).toContain('sid=');
  await untilLive(page);
  await page.waitForFunction(() => sessionStorage.getItem('hearth:polling') === null);
  await page.close();
}, 60_000);

/** Forwards requests and records their answers; a browser does not reveal what it withholds from a page. */
async function recording() {
  const seen: { status: number | undefined; isTheirs: boolean }[] = [];
  const server = createServer((asked, response) => {
    const { method, headers, url } = asked;
    const passed = request(demo.url + url, { method, headers }, (answer) => {
      seen.push({ status: answer.statusCode, isTheirs: /(^|; )hearth=/.test(headers.cookie ?? '') });
      answer.pipe(response.writeHead(answer.statusCode ?? 500, answer.headers));
    });
    asked.pipe(passed);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { url: `http://127.0.0.1:${portOf(server)}`, seen, close: () => server.close() };
}

test('F1: a page at the same name and another port, to which the cookie goes, opens no connection', async () => {
  const evil = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<p>Hello</p>'),
  );
  await once(evil.listen(0, '127.0.0.1'), 'listening');
  const record = await recording();
  const page = await ben.open(`http://127.0.0.1:${portOf(evil)}/`);
  const isOpen = await page.evaluate(
    async ([polling = '', websocket = '']) => {
      new Image().src = polling;
      const script = document.createElement('script');
      script.src = `${polling}&j=0`;
      document.body.append(script);
      for (const method of ['GET', 'POST'])
        await fetch(polling, { method, mode: 'no-cors', credentials: 'include', referrerPolicy: 'no-referrer' }).catch(
          () => {},
        );
      const socket = new WebSocket(websocket);
      return new Promise((resolve) => {
        socket.onopen = () => resolve(true);
        socket.onerror = () => resolve(false);
      });
    },
    [
      `${record.url}/socket.io/?EIO=4&transport=polling`,
      `${demo.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
    ],
  );
  expect(isOpen).toBe(false);
  await until(() => record.seen.length >= 4, 'four answers');
  expect(record.seen).toEqual(Array(4).fill({ status: 403, isTheirs: true }));
  await page.close();
  record.close();
  evil.close();
}, 60_000);

test('F1: no page had a fault', () => {
  expect([...ana.faults, ...ben.faults]).toEqual([]);
});
