import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

/** A connection, and all that is read from it; throws where it was reset. */
async function talk(): Promise<{ socket: Socket; heard: () => string; closed: Promise<unknown> }> {
  const { hostname, port } = new URL(app.url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  let text = '';
  socket.setEncoding('latin1').on('data', (some: string) => (text += some));
  const closed = once(socket, 'close');
  closed.catch(() => {});
  await once(socket, 'connect');
  return { socket, heard: () => text, closed };
}

const RUBBISH = Buffer.alloc(4 * 1024 * 1024, 'x');

test('what cannot be read on a connection that was used before is answered, though more is on its way', async () => {
  const { socket, heard, closed } = await talk();
  const good = `GET /healthz HTTP/1.1\r\nhost: ${new URL(app.url).host}\r\n\r\n`;
  socket.write(good);
  await once(socket, 'data');
  socket.end(Buffer.concat([Buffer.from('no request\r\n\r\n'), RUBBISH]));
  await closed;
  expect(heard().match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
});

test('a request that is answered before it has arrived whole is answered all the same', async () => {
  const { socket, heard, closed } = await talk();
  const { host } = new URL(app.url);
  const head = ['PUT /api/nothing HTTP/1.1', `host: ${host}`, 'connection: close', `content-length: ${RUBBISH.length}`];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  socket.end(RUBBISH);
  await closed;
  expect(heard()).toMatch(/^HTTP\/1\.1 4/);
});
