import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { PageCache } from '@hearth/server/http/page-cache';
import { openApp, type TestApp } from '../support/app.ts';

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
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/_app/immutable/start.js`;
  const slow = await fetch(url);
  const quick = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  expect(await quick.text()).toBe('const a = 1;');
  await slow.body?.cancel();
  server.close();
  server.closeAllConnections();
});
