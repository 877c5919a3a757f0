import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { costs } from '@hearth/shared/kernel/limits';
import WebSocket from 'ws';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let eve: Person;
let threadId: string;
beforeAll(async () => {
  app = await openApp({ LOG_LEVEL: 'silent' });
  eve = await app.person();
  const { id } = await aThread(eve, await aBoard());
  threadId = id;
  const text = 'All of it. '.repeat(1_700);
  for (let n = 0; n < 12; n++) await eve.do('post.reply', { threadId: id, text });
}, 30_000);
afterAll(() => app.close());

test('attack 20: many long answers that are asked for at once and not read do not pile up until somebody looks', async () => {
  const address = `${eve.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { origin: eve.url, headers: { cookie: eve.cookie ?? '' } });
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send('40');
  const own = () => [...app.live.io.of('/').sockets.values()][0];
  await until(() => own() !== undefined, 'it to be in');
  const conn = own()?.conn;
  if (!conn) throw new Error('nobody is in');
  socket.pause();
  let most = 0;
  const look = setInterval(() => {
    // The engine keeps it to itself in types only; see server/src/live/slow.ts.
    const { writeBuffer } = conn as unknown as { writeBuffer: readonly { data?: string }[] };
    most = Math.max(
      most,
      writeBuffer.reduce((sum, { data = '' }) => sum + data.length, 0),
    );
  }, 1);
  for (let n = 0; n < 140; n++) socket.send(`42${n}["query","thread.get",{"threadId":"${threadId}","from":1}]`);
  await until(() => conn.readyState === 'closed', 'it to be put out');
  clearInterval(look);
  socket.terminate();
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(2 * costs.connection.waiting + 1024 * 1024);
});
