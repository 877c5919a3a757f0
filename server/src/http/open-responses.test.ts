import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, get, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OpenResponses } from './open-responses.ts';

let server: Server;
beforeAll(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

/** A response that is not over, and whoever waits for it. */
async function begun() {
  // A server that listens at a port.
  const { port } = server.address() as AddressInfo;
  const asked = get({ port, host: '127.0.0.1', agent: false }).on('error', () => {});
  // What Node gives with that event.
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  return { asked, response };
}

test('attack: whoever goes away before the first byte is asked about no more', async () => {
  const open = new OpenResponses();
  const [gone, stays] = [await begun(), await begun()];
  gone.asked.destroy();
  await once(gone.response, 'close');
  const asked: string[] = [];
  const asking = (who: string) => async () => asked.push(who) > 0;
  open.add(gone.response, asking('gone'));
  await new Promise((resolve) => {
    open.add(stays.response, async () => {
      if (asked.push('stays') === 2) resolve(null);
      return true;
    });
  });
  expect(asked).toEqual(['stays', 'stays']);
  const over = once(stays.response, 'close');
  stays.asked.destroy();
  await over;
});
