import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';
import { sidIn } from '../support/parts.ts';

/** What comes over a WebSocket and is no message, by a client that speaks it byte by byte. */
let app: TestApp;
let eve: Person;
beforeAll(async () => {
  app = await openApp();
  eve = await app.person();
});
afterAll(() => app.close());

const FIN = 0x80;
const [MORE, TEXT, PING, PONG] = [0x0, 0x1, 0x9, 0xa];

/** A frame as a browser masks it, with zeros. */
function frame(code: number, data = ''): Buffer {
  return Buffer.concat([Buffer.from([code, 0x80 | data.length, 0, 0, 0, 0]), Buffer.from(data)]);
}

/** A line that the server has accepted, and whether it still stands. */
async function openLine(path = '/socket.io/?EIO=4&transport=websocket') {
  const { hostname, port } = new URL(eve.url);
  const line: Socket = connect(Number(port), hostname);
  line.on('error', () => {});
  line.write(
    `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${eve.url}\r\nCookie: ${eve.cookie}\r\n` +
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
      `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`,
  );
  let isOpen = true;
  line.on('close', () => (isOpen = false));
  const [answer] = await once(line, 'data');
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 101 /);
  line.resume();
  return { line, isOpen: () => isOpen };
}

async function isPutOutBy(bytes: Buffer, path?: string): Promise<void> {
  const { line, isOpen } = await openLine(path);
  line.write(bytes);
  await until(() => !isOpen(), 'the line to be closed');
}

const times = (count: number, bytes: Buffer) => Buffer.concat(Array<Buffer>(count).fill(bytes));

test.each([
  ['pings', times(400, frame(FIN | PING, 'x'))],
  ['pongs that nobody asked for', times(400, frame(FIN | PONG))],
  ['empty messages', times(400, frame(FIN | TEXT))],
  ['a message of very many pieces', Buffer.concat([frame(TEXT, '4'), times(400, frame(MORE, '2'))])],
  ['a message of very many empty pieces', Buffer.concat([frame(TEXT), times(400, frame(MORE))])],
  ['pings between the pieces of one message', Buffer.concat([frame(TEXT, '4'), times(400, frame(FIN | PING))])],
])('H15: a flood of %s puts its connection out', async (_, bytes) => {
  await isPutOutBy(bytes);
});

test('H15: so it is once somebody has joined, and while others write', async () => {
  const { line, isOpen } = await openLine();
  line.write(frame(FIN | TEXT, '40'));
  for (let sent = 0; sent < 140; sent += 20) line.write(times(20, frame(FIN | PONG)));
  expect(await eve.see('board.list', {})).toEqual(expect.any(Array));
  expect(isOpen()).toBe(true);
  for (let sent = 0; sent < 20; sent += 5) line.write(times(5, frame(FIN | TEXT, '42["beat"]')));
  await until(() => !isOpen(), 'pongs and messages to be counted together');
});

test('H15: a line that asks to take the place of another one is counted from its first frame', async () => {
  const handshake = await fetch(`${eve.url}/socket.io/?EIO=4&transport=polling`, {
    headers: { origin: eve.url, cookie: eve.cookie ?? '' },
  });
  const sid = sidIn(await handshake.text());
  const path = `/socket.io/?EIO=4&transport=websocket&sid=${sid}`;
  const first = await openLine(path);
  // The second one is told to go, politely, and could say more for half a minute.
  await isPutOutBy(times(400, frame(FIN | PING)), path);
  first.line.write(times(400, frame(FIN | PING)));
  await until(() => !first.isOpen(), 'the line to be closed');
});

test('H15: a frame that comes byte by byte is not waited for without end', async () => {
  const { line, isOpen } = await openLine();
  line.setNoDelay(true);
  const head = Buffer.from([FIN | TEXT, 0x80 | 126, 0xff, 0xff, 0, 0, 0, 0]);
  line.write(head);
  for (let sent = 0; sent < 4_000 && isOpen(); sent++) {
    line.write('x');
    await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => !isOpen(), 'the line to be closed');
});
