import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { StoreProcess } from '../faults/scenarios/store-process.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { Mailbox } from '../support/mailbox.ts';
import { runAdmin, SECRET, ServerProcess, startStore } from '../support/processes.ts';
import { until, watchThread } from '../support/watching.ts';
import { z } from 'zod';

const token = 'known to the tests only';
let app: TestApp;
beforeAll(async () => {
  app = await openApp({ METRICS_TOKEN: token });
});
afterAll(() => app.close());

const metrics = async (authorization?: string) =>
  fetch(`${app.url}/metrics`, authorization ? { headers: { authorization } } : {});

test('metrics are for whoever has the token, and tell of commands, sockets and what is left to do', async () => {
  for (const wrong of [undefined, 'Bearer', 'Bearer known', `Basic ${token}`, `Bearer ${token}x`]) {
    expect((await metrics(wrong)).status).toBe(404);
  }
  const ana = await app.person();
  const { id } = await aThread(ana, await aBoard());
  await watchThread(ana, id);
  await ana.post('no.such-command', {});
  await ana.post('post.reply', { threadId: id, text: '' });
  await app.settled();
  const answer = await metrics(`Bearer ${token}`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  const text = await answer.text();
  expect(text).toMatch(/hearth_call_seconds_count\{kind="command",name="thread.start",outcome="ok"\} 1/);
  expect(text).toMatch(/name="unknown",outcome="no-such-thing"/);
  expect(text).toMatch(/name="post.reply",outcome="invalid-input"/);
  expect(text).toMatch(/^hearth_sockets 1$/m);
  expect(text).toMatch(/^hearth_watched_streams 1$/m);
  expect(text).toMatch(/^hearth_pub_sub_up 1$/m);
  expect(text).toMatch(/^hearth_pending_events 0$/m);
  expect(text).toMatch(/^hearth_stream_lag_seconds 0$/m);
  expect(text).not.toContain(ana.personId);
  expect(text).toMatch(/^hearth_recovery_runs_total\{outcome="ok"\} [1-9]\d*$/m);
  expect(text).toMatch(/^hearth_recovery_runs_total\{outcome="failed"\} 0$/m);
  expect(text).toMatch(/^hearth_recovered_events_total 0$/m);
});

test('metrics tell what recovery picked up after a process that died', async () => {
  const words = ['name-en', 'name-es', 'purpose-en', 'purpose-es'];
  const [store, mailbox] = [await StoreProcess.start(), await Mailbox.start()];
  const settings = {
    MONGODB_URI: store.uri,
    SMTP_URL: mailbox.url,
    HEARTH_SECRET: SECRET,
    LOG_LEVEL: 'fatal',
    METRICS_TOKEN: token,
  };
  const server = await ServerProcess.start({ ...settings, NODE_ENV: 'test' });
  const told = async () =>
    (await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text();
  const ben = await mailbox.join(server.url);
  // Joining has reactions of its own, and is over by then.
  await server.stop();
  await server.start({ HEARTH_FAIL_POINT: 'before-reactions:1' });
  await runAdmin(['board', 'add', '--id', 'place', ...words.flatMap((word) => [`--${word}`, 'Place'])], settings);
  void ben.post('thread.start', { boardId: 'place', title: 'Left', text: 'Undone', language: 'en' }).catch(() => {});
  await until(() => !server.isRunning, 'the server to die');
  await server.start({ HEARTH_FAIL_POINT: '' });
  await until(async () => /^hearth_recovered_events_total [1-9]/m.test(await told()), 'recovery to pick it up');

  // And while the store hangs, health answers at once and readiness says so within ten seconds.
  store.freeze();
  const begin = performance.now();
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  // It hangs for longer than this.
  expect(performance.now() - begin).toBeLessThan(5_000);
  await until(async () => (await fetch(`${server.url}/readyz`)).status === 503, 'it to be not ready', 15_000);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  store.thaw();
  await until(async () => (await fetch(`${server.url}/readyz`)).status === 200, 'it to be ready again', 20_000);
  await server.stop('SIGKILL');
  await store.close();
  await mailbox.close();
}, 90_000);

test('every answer has a number of its own', async () => {
  const numbers = await Promise.all(
    [1, 2].map(async () => (await fetch(`${app.url}/api/openapi.json`)).headers.get('x-request-id')),
  );
  expect(new Set(numbers).size).toBe(2);
  expect(numbers[0]).toMatch(/^[\da-f-]{36}$/);
});

/** A server of its own, because these end it. */
async function aServer() {
  const store = await startStore();
  const server = await ServerProcess.start({ MONGODB_URI: store.uri, HEARTH_SECRET: SECRET, LOG_LEVEL: 'info' });
  return { server, store };
}

test('asked to stop, it answers what it has begun, keeps no connection and ends well before ten seconds', async () => {
  const { server, store } = await aServer();
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  // Without a token there is no such page.
  const guessed = { headers: { authorization: 'Bearer null' } };
  expect((await fetch(`${server.url}/metrics`, guessed)).status).toBe(404);
  // A request whose second half comes only after the server was asked to stop.
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const body = JSON.stringify({ name: '' });
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(
    `POST /api/commands/account.sign-out HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${server.url}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 3)}`,
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  const begin = performance.now();
  const stopped = server.stop('SIGTERM');
  await until(() => server.printed.includes('Asked to stop'), 'the signal to be heard');
  socket.write(body.slice(3));
  await stopped;
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/);
  expect(socket.closed).toBe(true);
  expect(performance.now() - begin).toBeLessThan(8_000);
  await store.close();
}, 40_000);

test('the log is lines of JSON, without addresses, cookies, searches or words', async () => {
  const { server, store } = await aServer();
  const secret = 'words-nobody-else-may-read';
  const headers = { cookie: `session=${secret}`, origin: server.url, 'content-type': 'application/json' };
  await fetch(`${server.url}/boards?q=${secret}`, { headers });
  await fetch(`${server.url}/api/commands/post.reply`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ text: secret }),
  });
  await server.stop();
  const lines = server.printed.split('\n').filter((line) => line.startsWith('{'));
  const entries = lines.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
  expect(entries).toContainEqual(expect.objectContaining({ method: 'GET', path: '/boards', status: 200 }));
  for (const { requestId } of entries.filter(({ msg }) => msg === 'answered'))
    expect(requestId).toMatch(/^[\da-f-]{36}$/);
  expect(server.printed).not.toContain(secret);
  expect(lines.join()).not.toContain('127.0.0.1');
  await store.close();
}, 40_000);

test('a server whose store is away lives on, and says that it is not ready', async () => {
  const store = await StoreProcess.start();
  const server = await ServerProcess.start({ MONGODB_URI: store.uri, HEARTH_SECRET: SECRET });
  await store.close();
  await until(async () => (await fetch(`${server.url}/readyz`)).status === 503, 'it to be not ready', 30_000);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await server.stop();
}, 60_000);
