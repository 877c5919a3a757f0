import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDemo, type Demo } from '../support/demo.ts';
import { ServerProcess } from '../support/processes.ts';
import { joinDemo } from '../support/joining.ts';
import type { Person } from '../support/person.ts';

/** Every kind of answer of the built product, and what it tells the browser. */
let demo: Demo;
let ana: Person;
let asset: string;
beforeAll(async () => {
  demo = await openDemo();
  ana = await joinDemo(demo.url);
  asset = /\/_app\/immutable\/[^"]+\.css/.exec(await (await fetch(demo.url)).text())?.[0] ?? '';
}, 90_000);
afterAll(() => demo.close(), 30_000);

const ask = (path: string, init: RequestInit = {}) => fetch(demo.url + path, { redirect: 'manual', ...init });
/** The whole answer to a path that is sent as it is. */
function raw(path: string): Promise<string> {
  const { hostname, port, host } = new URL(demo.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    );
    socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
    socket.once('close', () => resolve(answer)).once('error', reject);
  });
}
const asAna = () => ({ headers: { cookie: ana.cookie ?? '' } });

const everywhere = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
};

/** Path, status, content policy (`page`: with a nonce), what may be kept. */
const answers: [string, string, number, 'page' | 'nothing' | null, string | null][] = [
  ['a page', '/boards', 200, 'page', 'private, no-cache'],
  ['a page that is not there', '/nowhere', 404, 'page', 'private, no-cache'],
  ['a page elsewhere', '/you', 303, null, 'private, no-cache'],
  ['a page’s data', '/boards/__data.json', 200, null, 'private, no-cache'],
  ['the API', '/api/queries/board.list', 200, 'nothing', 'no-store'],
  ['the API’s refusal', '/api/queries/account.sessions', 401, 'nothing', 'no-store'],
  ['nothing of the API', '/api/nothing', 404, 'nothing', 'no-store'],
  ['the description of the API', '/api/openapi.json', 200, 'nothing', null],
  ['health', '/healthz', 200, 'nothing', 'no-store'],
  ['readiness', '/readyz', 200, 'nothing', 'no-store'],
  ['a file', '/manifest.webmanifest', 200, null, null],
  ['the way of a live connection', '/socket.io/?EIO=4&transport=polling', 403, null, null],
  ['nothing of the live connection', '/socket.io/?EIO=4&transport=carrier-pigeon', 403, null, null],
];

test.each(answers)('%s (%s) forbids what it does not need', async (_what, path, status, policy, keeping) => {
  const { status: got, headers } = await ask(path);
  expect(got).toBe(status);
  expect(Object.fromEntries(headers)).toMatchObject(everywhere);
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('server')).toBeNull();
  // Over plain http a browser must not be told to insist on https.
  expect(headers.get('strict-transport-security')).toBeNull();
  const given = headers.get('content-security-policy');
  if (policy === 'page')
    expect(given).toMatch(/default-src 'none'.*script-src 'self' 'nonce-[^']+'.*frame-ancestors 'none'/);
  else expect(given).toBe(policy === 'nothing' ? "default-src 'none'; frame-ancestors 'none'" : null);
  if (keeping) expect(headers.get('cache-control')).toBe(keeping);
});

test('what never changes is kept for a year, and says what a browser heeds of a script, a style or a font', async () => {
  const { headers } = await ask(asset);
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'public,max-age=31536000,immutable',
  });
  for (const ofPages of ['x-frame-options', 'permissions-policy', 'server', 'x-powered-by'])
    expect([ofPages, headers.get(ofPages)]).toEqual([ofPages, null]);
});

test.each(['none.js', '', '../../boards', '%2e%2e/%2e%2e/boards', '__data.json', 'a/../../../boards'])(
  'no page comes from where those lie (%s)',
  async (path) => {
    // As it is written: `fetch` would resolve it first.
    const [head = '', body = ''] = (await raw(`/_app/immutable/${path}`)).split('\r\n\r\n');
    const isGuarded = /^x-frame-options: DENY/im.test(head);
    expect(isGuarded || !body.includes('<html')).toBe(true);
  },
);

test.each(['/', '/boards', '/you', '/you/data.json', '/you/__data.json', '/nowhere'])(
  'what somebody who is signed in sees at %s stays on no disk',
  async (path) => expect((await ask(path, asAna())).headers.get('cache-control')).toBe('private, no-store'),
);

test('with https browsers are told to insist on it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-https-'));
  const server = await ServerProcess.start({ HEARTH_URL: 'https://hearth.example.org', HEARTH_DATA: folder });
  for (const path of ['/', '/healthz', '/socket.io/?EIO=4&transport=polling']) {
    const { headers } = await fetch(server.url + path);
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=31536000/);
  }
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

describe('an address that cannot be one leads nowhere, like one that is wrong', () => {
  const addresses = [
    '/b/NO!',
    '/b/nothing',
    '/b/welcome?before=x&thread=y',
    '/t/x',
    '/t/x/slug',
    '/t/0123456789abcdef',
  ];
  const own = ['/b/NO!/new', '/people/x', '/people/0123456789abcdef'];
  const words = { en: 'Page not found', es: 'Página no encontrada' };
  test.each([...addresses, '/rooms/x', '/rooms/0123456789abcdef', ...own])('%s', async (path) => {
    for (const locale of ['en', 'es'] as const) {
      const answer = await ask(path, { headers: { cookie: `${ana.cookie}; locale=${locale}` } });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.text()).toContain(words[locale]);
      if (!own.includes(path)) expect((await ask(path)).status).toBe(404);
    }
  });
});

test('whoever leaves, by form or by script, has their browser forget what was not sent', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: demo.url, accept: 'text/html' };
  const [one] = await demo.see('demo.people', {});
  for (const action of ['out', 'everywhere']) {
    const entered = await ask('/sign-in?/demo', { method: 'POST', headers: form, body: `personId=${one?.id}` });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const left = await ask(`/you?/${action}`, { method: 'POST', headers: { ...form, cookie }, body: '' });
    expect([left.status, left.headers.get('location')]).toEqual([303, '/?left']);
    expect(left.headers.get('clear-site-data')).toBe('"storage"');
    expect(left.headers.get('set-cookie')).toMatch(/^hearth=; .*Max-Age=0/);
  }
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    origin: demo.url,
    ...asAna().headers,
  };
  const refused = await ask('/api/commands/account.erase', {
    method: 'POST',
    headers,
    body: '{"email":"not@hers.example","words":"keep"}',
  });
  expect([refused.status, refused.headers.get('clear-site-data')]).toEqual([422, null]);
  const out = await ask('/api/commands/account.sign-out', { method: 'POST', headers, body: '{}' });
  expect([out.status, out.headers.get('clear-site-data')]).toEqual([200, '"storage"']);
});
