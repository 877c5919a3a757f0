import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { PageCache } from '@hearth/server/http/page-cache';
import { openPageTransport } from '@hearth/server/http/pages';
import { openApp, type TestApp } from '../support/app.ts';
import { portOf, present } from '../support/parts.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

test('nobody waits for somebody else’s file: only pages are rendered for several', async () => {
  const site = express();
  site.use(new PageCache(app.services).serve);
  let asked = 0;
  // As a file that somebody reads slowly, or behind another request on the same line, for as long as they like.
  site.use((_request, response) => {
    asked += 1;
    if (asked === 1) response.write('const');
    else response.end('const a = 1;');
  });
  const server = createServer(site).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}/_app/immutable/start.js`;
  const slow = await fetch(url);
  const quick = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  expect(await quick.text()).toBe('const a = 1;');
  await slow.body?.cancel();
  server.close();
  server.closeAllConnections();
});

test('whoever hangs up leaves the rendering to one of those who wait', async () => {
  openPageTransport(app.services);
  const site = express();
  site.use(new PageCache(app.services).serve);
  const gate = Promise.withResolvers<undefined>();
  let renders = 0;
  let isOpen = false;
  site.use(async (_request, response) => {
    renders += 1;
    // As the pages, which say a little later that they are one.
    await nextTurn();
    const asked = { cookie: '', address: '127.0.0.1', userAgent: '', requestId: 'x' };
    const client = present(globalThis.hearthPageTransport).clientFor(asked, () => {});
    if (!isOpen) await gate.promise;
    await client.query('account.me', {});
    client.cacheUntil(Date.now() + 60_000);
    const headers = [['content-security-policy', `script-src 'nonce-a+nonce+of+24+letters/=='`]] as const;
    response.send(await client.rendered({ html: '<p>boards</p>', headers }));
  });
  const server = createServer(site).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}/`;
  let arrived = 0;
  server.on('request', () => (arrived += 1));
  const leaving = new AbortController();
  const first = fetch(url, { signal: leaving.signal }).catch(() => 'left');
  await until(() => renders === 1, 'the first to be rendered for');
  // Also the one who waits longest.
  const another = fetch(url, { signal: leaving.signal }).catch(() => 'left');
  await until(() => arrived === 2, 'another one to wait');
  const others = Array.from({ length: 10 }, async () => (await fetch(url)).text());
  await until(() => arrived === 12, 'the others to wait');
  isOpen = true;
  leaving.abort();
  expect(await Promise.all([first, another])).toEqual(['left', 'left']);
  expect(new Set(await Promise.all(others))).toEqual(new Set(['<p>boards</p>']));
  expect(renders).toBe(2);
  gate.resolve(undefined);
  server.close();
  server.closeAllConnections();
});
