import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDemo, type Demo } from '../support/demo.ts';
import { PASSWORD, Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** The built product, spoken to byte by byte where a well-meaning client would not say it. */
let demo: Demo;
beforeAll(async () => {
  demo = await openDemo();
}, 90_000);
afterAll(() => demo.close(), 30_000);

/** The first line of the answer, or why there was none. */
function send(text: string): Promise<string> {
  const { hostname, port } = new URL(demo.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.on('error', () => resolve('reset'));
    socket.setTimeout(20_000, () => socket.destroy());
    socket.write(text);
  });
}

const host = () => new URL(demo.url).host;
const isAlive = async () => (await fetch(`${demo.url}/healthz`)).ok;

test.each([
  [
    'both lengths',
    'POST /api/commands/x HTTP/1.1\r\nHost: H\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['two lengths', 'POST /api/commands/x HTTP/1.1\r\nHost: H\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd'],
  ['a bad chunk', 'POST /api/commands/x HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ['a header of 20 kB', `GET / HTTP/1.1\r\nHost: H\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`],
  ['no host', 'GET / HTTP/1.1\r\n\r\n'],
])('attack 43: %s is no request', async (_what, text) => {
  expect(await send(text.replace('H\r\n', `${host()}\r\n`))).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(await isAlive()).toBe(true);
});

test('a request that cannot be read is answered though more of it is on its way', async () => {
  const more = 'x'.repeat(2_000_000);
  for (let time = 0; time < 20; time++)
    expect(await send(`POST /\u00ff HTTP/1.1\r\nHost: ${host()}\r\nContent-Length: 2000000\r\n\r\n${more}`)).toBe(
      'HTTP/1.1 400 Bad Request',
    );
  const long = `GET / HTTP/1.1\r\nHost: ${host()}\r\nX-Long: ${more}`;
  expect(await send(long)).toBe('HTTP/1.1 431 Request Header Fields Too Large');
  expect(await isAlive()).toBe(true);
});

test('whoever goes on sending what cannot be read is put out', async () => {
  const { hostname, port } = new URL(demo.url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true }).on('error', () => {});
  const sending = setInterval(() => socket.write('x'), 50);
  socket.resume().write('no request\r\n\r\n');
  await new Promise((done) => socket.once('close', done));
  clearInterval(sending);
});

test.each(['TRACE', 'CONNECT', 'PROPFIND', 'BREW'])('attack 46: %s is not for here', async (method) => {
  const target = method === 'CONNECT' ? host() : '/boards';
  const line = await send(`${method} ${target} HTTP/1.1\r\nHost: ${host()}\r\nConnection: close\r\n\r\n`);
  expect(line).toMatch(/^HTTP\/1\.1 4\d\d |^$|^reset$/);
  expect(await isAlive()).toBe(true);
});

test.each([
  '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
  '/..%2f..%2fetc%2fpasswd',
  '/%00',
  '/%zz',
  '/t/%2e%2e%2fboards',
  '/b/x%00y',
  '/_app/%2e%2e/%2e%2e/handler.js',
])('attack 45: %s leads nowhere', async (path) => {
  const line = await send(`GET ${path} HTTP/1.1\r\nHost: ${host()}\r\nConnection: close\r\n\r\n`);
  expect(line).toMatch(/^HTTP\/1\.1 (400|404|422) /);
});

test('attack 24: another name is not answered, on pages, API and live connection', async () => {
  for (const path of ['/', '/sign-in', '/api/queries/board.list', '/mail']) {
    expect(await send(`GET ${path} HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n`)).toMatch(/ 400 /);
  }
});

test.each([
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/json',
  '',
])('attack 21: a form of another site (%s) changes nothing', async (type) => {
  const headers = { origin: 'https://evil.test', ...(type ? { 'content-type': type } : {}) };
  for (const path of ['/sign-in', '/you?/out', '/sign-in?/demo', '/api/commands/account.sign-out']) {
    const { status } = await fetch(demo.url + path, { method: 'POST', headers, body: '{}', redirect: 'manual' });
    // What is no form at all is nothing to the pages.
    expect([403, ...(type === 'application/json' ? [404, 415] : [])]).toContain(status);
  }
});

test('attack 22: a script of another site gets no permission to ask', async () => {
  const headers = { origin: 'https://evil.test', 'access-control-request-method': 'POST' };
  const answer = await fetch(`${demo.url}/api/commands/post.reply`, { method: 'OPTIONS', headers });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

test.each([
  '//evil.test',
  '/\\evil.test',
  'https:evil.test',
  'https://evil.test',
  'javascript:alert(1)',
  '/%09/evil.test',
])('attack 34: nobody is sent to %s after signing in', async (next) => {
  const [person] = await demo.see('demo.people', {});
  const headers = { origin: demo.url, 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ personId: person?.id ?? '', next });
  const path = `/sign-in?/demo&next=${encodeURIComponent(next)}`;
  const answer = await fetch(demo.url + path, { method: 'POST', headers, body, redirect: 'manual' });
  const to = answer.headers.get('location');
  expect(new URL(to ?? '/', demo.url).origin).toBe(demo.url);
});

test('attack 30: a mail scanner that opens a sign-in link uses nothing up', async () => {
  const email = `${randomUUID()}@example.org`;
  const ana = new Person(demo.url, null, null);
  const profile = { name: 'Ana', school: 'Oak', state: 'OH', languages: ['en' as const], locale: 'en' as const };
  await ana.do('account.sign-up', { ...profile, work: 'teacher', email, password: PASSWORD });
  let token = '';
  await until(async () => {
    const mails = await demo.see('demo.inbox', {});
    token = /token=([\w-]+)/.exec(mails.find(({ to }) => to === email)?.text ?? '')?.[1] ?? '';
    return token !== '';
  }, 'the mail');
  for (let scan = 0; scan < 3; scan++) {
    const page = await fetch(`${demo.url}/sign-in/link?token=${token}`, { redirect: 'manual' });
    expect([page.status, page.headers.get('set-cookie') ?? '']).toEqual([200, expect.not.stringContaining('hearth=')]);
  }
  expect(await new Person(demo.url, null, null).do('account.redeem-code', { token })).toEqual({
    outcome: 'password-ended',
  });
});

test.each(['?from[$ne]=1', '?from=a&from=b', '?from=1e9', '?from=-1', '?from=NaN', '?input={"$where":"1"}'])(
  'attack 37: a thread asked for with %s answers or refuses, and never fails',
  async (query) => {
    const [latest] = await demo.see('thread.latest', { most: 1 });
    for (const path of [`/t/${latest?.thread.id}${query}`, `/api/queries/thread.get${query}`]) {
      expect((await fetch(demo.url + path, { redirect: 'manual' })).status).toBeLessThan(500);
    }
  },
);

test('attack 44: two hundred requests that never end keep nobody out', async () => {
  const { hostname, port } = new URL(demo.url);
  const slow = Array.from({ length: 200 }, () => {
    const socket = connect(Number(port), hostname).on('error', () => {});
    socket.write(`GET / HTTP/1.1\r\nHost: ${host()}\r\nX-Slow: `);
    return socket;
  });
  expect((await fetch(`${demo.url}/boards`)).status).toBe(200);
  for (const socket of slow) socket.destroy();
});

test('every answer forbids what it does not need', async () => {
  const page = await fetch(demo.url);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-/);
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/);
  expect(policy).toMatch(/frame-ancestors 'none'/);
  expect(policy).toMatch(/default-src 'none'/);
  for (const path of ['/', '/api/openapi.json', '/healthz', '/manifest.webmanifest']) {
    const { headers } = await fetch(demo.url + path);
    expect([path, headers.get('x-content-type-options'), headers.get('x-powered-by')]).toEqual([path, 'nosniff', null]);
  }
});
