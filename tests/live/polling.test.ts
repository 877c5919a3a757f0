import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { costs } from '@hearth/shared/kernel/limits';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';
import { sidIn } from '../support/parts.ts';

/** The live connection by plain requests, as a browser sends them and as others would like to. */
let app: TestApp;
let ana: Person;
let eve: Person;
beforeAll(async () => {
  app = await openApp({ LOG_LEVEL: 'silent' });
  [ana, eve] = [await app.person(), await app.person()];
});
afterAll(() => app.close());

type Headers = Readonly<Record<string, string | undefined>>;
interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

const SAME = { 'sec-fetch-site': 'same-origin' };
const pathOf = (sid?: string, more = '') =>
  `/socket.io/?EIO=4&transport=polling${sid === undefined ? '' : `&sid=${sid}`}${more}`;

/** Exactly these headers, which `fetch` would not let one send. */
async function ask(method: string, path: string, headers: Headers, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const given = Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const asked = request(app.url + path, { method, headers: Object.fromEntries(given), agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
      answer.on('error', reject);
    });
    asked.on('error', reject).end(method === 'POST' ? body : '');
  });
}

const cookieOf = (person: Person) => person.cookie ?? '';

/** Somebody who polls: has come, and joined where told so. */
async function open(person: Person, { joins = true } = {}) {
  const headers = { ...SAME, cookie: cookieOf(person) };
  const { text } = await ask('GET', pathOf(), headers);
  const sid = sidIn(text);
  const get = (more: Headers = {}) => ask('GET', pathOf(sid), { ...headers, ...more });
  const post = (body: string, more: Headers = {}) =>
    ask('POST', pathOf(sid), { cookie: cookieOf(person), origin: app.url, ...more }, body);
  if (joins) {
    await post('40');
    // The greeting may come with the letting in, or after it.
    let said = '';
    while (!said.includes('"hello"')) said += (await get()).text;
    expect(said).toMatch(/^40/);
  }
  return { sid, get, post };
}

const evil = 'https://evil.example';

test.each<[string, Headers]>([
  ['says that it asks its own site', SAME],
  ['is too old for that, and says which page asks', { referer: 'PAGE' }],
  ['says where it comes from', { origin: 'OWN' }],
])('F1: a browser that %s comes in without a WebSocket', async (_, headers) => {
  const own = new Map([
    ['PAGE', `${app.url}/t/x`],
    ['OWN', app.url],
  ]);
  const sent = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, own.get(value ?? '') ?? value]),
  );
  expect(await ask('GET', pathOf(), { ...sent, cookie: cookieOf(ana) })).toMatchObject({ status: 200 });
});

const foreign: [string, Headers][] = [
  ['a script of another site', { 'sec-fetch-site': 'cross-site', origin: evil }],
  ['a picture of another site', { 'sec-fetch-site': 'cross-site', referer: `${evil}/` }],
  ['a page of a neighbouring name', { 'sec-fetch-site': 'same-site', referer: `${evil}/` }],
  ['a link, or the address bar', { 'sec-fetch-site': 'none' }],
  ['a picture in an old browser', { referer: `${evil}/page` }],
  ['a picture in an old browser whose page says nothing', {}],
  ['a page whose address only begins like ours', { referer: 'http://127.0.0.1.evil.example/' }],
  ['a page without an origin', { origin: 'null', ...SAME }],
  ['a page that says two things', { origin: evil, ...SAME, referer: 'http://127.0.0.1/' }],
  ['a page at a name that was led here', { ...SAME, host: 'evil.example:3000' }],
  ['the same in an old browser', { host: 'evil.example:3000', referer: 'http://evil.example:3000/' }],
];

test.each(foreign)('F1: with somebody’s cookie, %s opens no connection', async (_, headers) => {
  expect(await ask('GET', pathOf(), { ...headers, cookie: cookieOf(ana) })).toMatchObject({ status: 403 });
});

test.each(foreign)('F1: with somebody’s cookie and the id, %s neither reads nor writes', async (_, headers) => {
  const { sid, get, post } = await open(ana);
  for (const method of ['GET', 'POST', 'PUT', 'OPTIONS'])
    expect((await ask(method, pathOf(sid), { ...headers, cookie: cookieOf(ana) }, '42["beat"]')).status).toBe(403);
  await post('420["beat"]');
  expect((await get()).text).toMatch(/^430\[\d+\]$/);
});

test('F1: a POST that does not say where it comes from is nobody’s', async () => {
  const { sid } = await open(ana);
  for (const headers of [{}, SAME, { referer: `${app.url}/` }])
    expect((await ask('POST', pathOf(sid), { ...headers, cookie: cookieOf(ana) }, '41')).status).toBe(403);
});

test('F1: no answer is a script that another page could load', async () => {
  for (const headers of [SAME, { referer: `${app.url}/` }])
    expect(await ask('GET', pathOf(undefined, '&j=0'), { ...headers, cookie: cookieOf(ana) })).toMatchObject({
      status: 400,
      text: '',
    });
});

test('F1: a connection serves the session that opened it, whoever else knows its id', async () => {
  const { sid, get, post } = await open(ana);
  for (const cookie of [cookieOf(eve), undefined, 'session=x', `other=${cookieOf(ana)}`]) {
    expect((await get({ cookie })).status).toBe(403);
    expect((await post('421["beat"]', { cookie })).status).toBe(403);
    expect((await ask('GET', `${pathOf('x')}&sid=${sid}`, { ...SAME, cookie })).status).toBe(403);
  }
  await post('422["beat"]', { cookie: `theme=dark; ${cookieOf(ana)}` });
  expect((await get()).text).toMatch(/^432\[/);
});

test('F1: nothing but GET and POST is asked', async () => {
  const { sid } = await open(ana);
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
    expect((await ask(method, pathOf(sid), { origin: app.url, cookie: cookieOf(ana) })).status).toBe(405);
});

test.each([
  ['in one request', 1, 400],
  ['in many requests', 400, 1],
])('F1: a flood %s puts out', async (_, requests, each) => {
  const { sid, post } = await open(eve);
  const body = Array<string>(each).fill('42["nope"]').join('\x1e');
  for (let sent = 0; sent < requests; sent++) await post(body).catch(() => {});
  const { engine } = app.live.io;
  // Its clients by their ids, which its types keep to themselves.
  expect(Reflect.get(engine, 'clients')).not.toHaveProperty(sid);
  expect((await post('42["beat"]')).status).toBe(400);
});

function serversEnd(sid: string) {
  const socket = [...app.live.io.of('/').sockets.values()].find(({ conn }) => conn.transport.sid === sid);
  if (!socket) throw new Error('the server does not know this connection');
  return socket;
}

/** So many of these are more than may wait for a connection. */
const PIECE = 'x'.repeat(100_000);
const TOO_MANY = Math.ceil(costs.connection.waiting / PIECE.length) + 1;

test('F1: who does not fetch what is said to them is put out with it', async () => {
  const { sid, post } = await open(eve);
  const socket = serversEnd(sid);
  for (let n = 0; n < TOO_MANY; n++) socket.emit('closed', PIECE);
  await until(() => socket.conn.readyState === 'closed', 'it to be put out');
  expect((await post('42["beat"]')).status).toBe(400);
});

/** A busy machine may notice after three that nobody reads them. */
const LINES = 5;

test('F1: answers that are asked for on many lines and read on none do not pile up', async () => {
  const { sid } = await open(eve);
  const socket = serversEnd(sid);
  const unread: IncomingMessage[] = [];
  for (let n = 0; n < LINES && socket.conn.readyState === 'open'; n++) {
    // More than the operating system keeps for a line.
    for (let m = 0; m < 200; m++) socket.emit('closed', PIECE);
    const headers = { ...SAME, cookie: cookieOf(eve) };
    const asked = request(app.url + pathOf(sid), { headers, agent: false });
    asked.on('error', () => {}).end();
    asked.on('response', (answer) => unread.push(answer.on('error', () => {})));
    await until(() => unread.length > n || socket.conn.readyState === 'closed', 'an answer, or the end of it');
  }
  await until(() => socket.conn.readyState === 'closed', 'it to be put out');
  expect(unread.length).toBeLessThan(LINES);
  for (const answer of unread) answer.destroy();
});
