import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request, type RequestOptions } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rarely } from '@hearth/shared/kernel/budgets';
import { io } from 'socket.io-client';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { TestNginx } from '../support/nginx.ts';
import { Person } from '../support/person.ts';
import { SECRET, ServerProcess, startStore } from '../support/processes.ts';
import { freePort, TestRedis } from '../support/redis.ts';
import { until, watchThread } from '../support/watching.ts';
import { sidIn } from '../support/parts.ts';
import { z } from 'zod';

/** What docker-compose.yml starts, without Docker: two servers, one store, Redis, and nginx in front. */
let redis: TestRedis;
let store: { uri: string; close: () => Promise<void> };
let servers: readonly [ServerProcess, ServerProcess];
let nginx: TestNginx;
/** For making people and boards only; nobody connects to it. */
let app: TestApp;

beforeAll(async () => {
  [redis, store] = await Promise.all([TestRedis.start(), startStore()]);
  const port = await freePort();
  const shared = { MONGODB_URI: store.uri, REDIS_URL: redis.url, HEARTH_SECRET: SECRET };
  app = await openApp(shared);
  const behind = { ...shared, HEARTH_URL: `http://127.0.0.1:${port}`, TRUST_PROXY: '1' };
  servers = [await ServerProcess.start(behind), await ServerProcess.start(behind)];
  nginx = await TestNginx.start(port, { 'server-a': servers[0].url, 'server-b': servers[1].url });
}, 90_000);

afterAll(async () => {
  await nginx.close();
  for (const server of servers) await server.stop();
  await app.close();
  await store.close();
  await redis.close();
}, 30_000);

const through = (person: Person) => new Person(nginx.url, person.id, person.cookie);

/** For what `fetch` does not let one choose: the host one asks for, and the address one comes from. */
async function statusOf(url: string, options: RequestOptions, body = ''): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { ...options, agent: false }, (answer) =>
      answer.resume().on('end', () => resolve(answer.statusCode)),
    );
    asked.on('error', reject).end(body);
  });
}

async function textOf(url: string, options: RequestOptions): Promise<string> {
  const asked = request(url, { ...options, agent: false });
  asked.end();
  const [answer] = await once(asked, 'response');
  return text(answer);
}

test('pages, the API and WebSocket pass', async () => {
  const page = await fetch(nginx.url, { headers: { 'accept-encoding': 'gzip' } });
  expect([page.status, page.headers.get('content-encoding')]).toEqual([200, 'gzip']);
  const ana = through(await app.person());
  const { id } = await aThread(ana, await aBoard());
  const view = await watchThread(ana, id);
  await ana.do('post.reply', { threadId: id, text: 'Through the proxy.' });
  await until(() => view.state.posts.length === 2, 'the reply');
  ana.leave();
});

test('without WebSocket, asking again and again meets the same server', async () => {
  const polling = Array.from({ length: 8 }, (_, n) =>
    io(nginx.url, {
      transports: ['polling'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { origin: nginx.url, 'user-agent': `phone ${n}` },
    }),
  );
  const greetings = await Promise.all(
    polling.map((socket) => new Promise((resolve, reject) => socket.on('hello', resolve).on('connect_error', reject))),
  );
  expect(greetings).toHaveLength(8);
  const times = await Promise.all(polling.map((socket): Promise<unknown> => socket.timeout(5_000).emitWithAck('beat')));
  for (const time of times) expect(typeof time).toBe('number');
  for (const socket of polling) socket.close();
});

test('F1: whoever is signed in meets the same server, also where a filter has many addresses', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => app.person()));
  for (const { cookie } of people) {
    const path = '/socket.io/?EIO=4&transport=polling';
    const headers = { cookie: `locale=es; ${cookie ?? ''}; theme=dark`, 'user-agent': 'phone' };
    const get = (to: string, localAddress: string) =>
      textOf(nginx.url + to, { headers: { ...headers, 'sec-fetch-site': 'same-origin' }, localAddress });
    const sid = sidIn(await get(path, '127.0.0.2'));
    const own = `${path}&sid=${sid}`;
    const options = { method: 'POST', headers: { ...headers, origin: nginx.url }, localAddress: '127.0.0.3' };
    expect(await statusOf(nginx.url + own, options, '40')).toBe(200);
    expect(await get(own, '127.0.0.4')).toMatch(/^40/);
  }
});

test('attack 23: what a client claims about its address is not believed', async () => {
  const tryOnce = async () => {
    const headers = {
      'content-type': 'application/json',
      origin: nginx.url,
      'idempotency-key': randomUUID(),
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-proto': 'https',
    };
    return fetch(`${nginx.url}/api/commands/account.sign-out`, { method: 'POST', headers, body: '{}' });
  };
  const answer = await tryOnce();
  // Believed as https, the cookie would be `Secure` and lost on this plain connection.
  expect(answer.headers.getSetCookie().every((line) => !/; secure/i.test(line))).toBe(true);
  expect(servers.map(({ printed }) => printed).join()).not.toContain('203.0.113.7');
});

test('attack 28: pages count for whoever the proxy says, and not all of them for the proxy', async () => {
  const env = { MONGODB_URI: store.uri, TRUST_PROXY: '1', HEARTH_RATE_FACTOR: '1' };
  const server = await ServerProcess.start(env);
  let tries = 0;
  const leaveFrom = async (address: string) => {
    const body = new URLSearchParams({ email: 'nobody@example.org', words: 'keep' });
    const claims = { 'x-forwarded-for': address, 'x-hearth-address': `192.0.${++tries}.2` };
    const headers = { origin: server.url, 'x-sveltekit-action': 'true', ...claims };
    const response = await fetch(`${server.url}/you?/erase`, { method: 'POST', headers, body });
    return z.object({ status: z.number() }).parse(await response.json()).status;
  };
  try {
    const { together } = rarely;
    const school = [];
    for (let n = 1; n <= together + 1; n++) school.push(await leaveFrom(`2001:db8:1:${n}::${n}`));
    expect(school).toEqual([...Array<number>(together).fill(401), 429]);
    expect(await leaveFrom('2001:db8:2:1::1')).toBe(401);
  } finally {
    await server.stop();
  }
}, 30_000);

test('a form of our own is no other site’s where https ended in front of the proxy, which says http', async () => {
  const [name, origin] = ['hearth.example.org', 'https://hearth.example.org'];
  const server = await ServerProcess.start({ MONGODB_URI: store.uri, TRUST_PROXY: '1', HEARTH_URL: origin });
  const told = { host: name, 'x-forwarded-proto': 'http', 'content-type': 'application/x-www-form-urlencoded' };
  const signIn = async (from: string) => {
    const options = { method: 'POST', headers: { ...told, origin: from } };
    return statusOf(`${server.url}/sign-in?/password`, options, 'email=nobody%40example.org&password=no+such+word');
  };
  try {
    expect(await signIn(origin)).toBe(401);
    for (const other of [`http://${name}`, 'https://elsewhere.example.org']) expect(await signIn(other)).toBe(403);
  } finally {
    await server.stop();
  }
}, 30_000);

test('what is for operators is not passed on', async () => {
  for (const path of ['/metrics', '/readyz', '/ReadyZ', '/readyz/', '/METRICS/'])
    expect([path, (await fetch(nginx.url + path)).status]).toEqual([path, 404]);
});

test('the proxy’s log holds paths, but neither from where nor what was searched for, not even when a server is gone', async () => {
  const ask = (path: string) => statusOf(nginx.url + path, { localAddress: '127.0.0.2' });
  await servers[0].stop('SIGTERM');
  for (let n = 0; n < 6; n++) expect(await ask('/boards?q=a-private-search')).toBe(200);
  await servers[0].start();
  await until(async () => (await nginx.printed()).includes('"GET /boards" 200'), 'the log');
  const printed = await nginx.printed();
  expect(printed).toContain(new URL(servers[0].url).host);
  expect(printed).not.toContain('127.0.0.2');
  expect(printed).not.toContain('a-private-search');
}, 60_000);

test('both servers are restarted one after the other, and nobody is told no', async () => {
  const ana = through(await app.person());
  const { id } = await aThread(ana, await aBoard());
  const views = await Promise.all(Array.from({ length: 6 }, async () => watchThread(through(await app.person()), id)));
  const answers: number[] = [];
  let isOver = false;
  let written = 0;
  const writing = (async () => {
    while (!isOver) {
      const { status } = await ana.post('post.reply', { threadId: id, text: `Reply ${written++}` });
      answers.push(status);
    }
  })();
  const reading = (async () => {
    while (!isOver) answers.push((await fetch(`${nginx.url}/t/${id}`)).status);
  })();
  for (const server of servers) {
    await server.stop('SIGTERM');
    await server.start();
  }
  isOver = true;
  await Promise.all([writing, reading]);
  expect(new Set(answers)).toEqual(new Set([200]));
  const { state } = await watchThread(ana, id);
  expect(state.thread.lastNo).toBe(written + 1);
  for (const view of views)
    await until(() => view.state.thread.lastNo === written + 1, 'everybody to be up to date', 10_000);
}, 60_000);
