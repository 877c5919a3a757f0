import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { io } from 'socket.io-client';
import WebSocket from 'ws';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let eve: Person;
beforeAll(async () => {
  app = await openApp();
  eve = await app.person();
});
afterAll(() => app.close());

const polluting: unknown = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}');

test.each([
  ['question.vote', { roomId: 'nope', questionId: 5, up: 'yes' }, 422, 'invalid-input'],
  ['question.burn', {}, 404, 'no-such-thing'],
  ['__proto__', {}, 404, 'no-such-thing'],
  ['constructor', {}, 404, 'no-such-thing'],
  ['toString', {}, 404, 'no-such-thing'],
  ['post.reply', { threadId: { $ne: null }, text: { $gt: '' } }, 422, 'invalid-input'],
  ['post.reply', polluting, 422, 'invalid-input'],
  ['post.reply', { threadId: '0123456789abcdef', text: 'x'.repeat(20_001) }, 422, 'invalid-input'],
  ['post.reply', { threadId: '0123456789abcdef', text: 'ok', role: 'admin', seq: 7 }, 422, 'invalid-input'],
  ['post.reply', [], 422, 'invalid-input'],
  ['post.reply', null, 422, 'invalid-input'],
  ['post.reply', { threadId: '0123456789abcdef', text: 'Into the void' }, 404, 'no-such-thing'],
])('L9: both transports refuse %s %j in the same words', async (name, input, status, reason) => {
  const id = randomUUID();
  const socket = eve.openSocket();
  const bySocket: unknown = await socket.emitWithAck('command', name, id, input);
  socket.disconnect();

  expect(await eve.post(name, input, id)).toEqual({ status, body: bySocket });
  expect(bySocket).toMatchObject({ ok: false, error: { reason } });
  expect({}).not.toHaveProperty('isAdmin');
});

test('L9: a command that sets a cookie is refused on the live connection', async () => {
  const socket = eve.openSocket();
  expect(await socket.emitWithAck('command', 'account.sign-out', randomUUID(), {})).toMatchObject({
    error: { reason: 'use-http' },
  });
  socket.disconnect();
});

test.each([
  [{ $gt: '' }],
  [null],
  [{ seq: -1, mark: '' }],
  [{ seq: 1e99, mark: '' }],
  [{ seq: 0, mark: 'x'.repeat(99) }],
  ['0'],
])('L9: watching from %j is refused', async (since) => {
  const socket = eve.openSocket();
  const answer: unknown = await socket.emitWithAck('watch', 'thread:0123456789abcdef', since);
  socket.disconnect();
  expect(answer).toMatchObject({ ok: false, error: { reason: 'invalid-input' } });
});

test('L9: nobody watches what is no stream, nor another person’s room', async () => {
  const socket = eve.openSocket();
  const { personId } = await app.person();
  for (const stream of ['person:x', `person:${personId}`, '#', 'thread:', 'events', { $ne: 1 }, ['thread:a']]) {
    expect(await socket.emitWithAck('watch', stream, { seq: 0, mark: '' })).toMatchObject({ ok: false });
  }
  socket.disconnect();
});

async function rawSocket(person: Person): Promise<WebSocket> {
  const address = `${person.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { origin: person.url, headers: { cookie: person.cookie ?? '' } });
  socket.on('error', () => {});
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.send('40');
  await new Promise((resolve) => setTimeout(resolve, 50));
  return socket;
}

test.each([
  ['42["command"]'],
  ['42["command","post.reply"]'],
  ['42["command",{},[],null]'],
  ['421["command","post.reply","x",{}]'],
  ['42["watch",{"$gt":""},-1]'],
  ['42["__proto__",{}]'],
  ['42["constructor"]'],
  ['42["disconnect"]'],
  ['42[["command"],{}]'],
  ['42[{"x":1}]'],
  ['42"x"'],
  ['42{'],
  ['4999999-["command",{}]'],
  ['451-["command",{"_placeholder":true,"num":0}]'],
  ['9'],
  [''],
  ['43999[]'],
  ['42["beat"]'],
])('L9, attacks 5, 6, 7, 8: the raw frame %s harms nobody', async (frame) => {
  const socket = await rawSocket(eve);
  socket.send(frame);
  await new Promise((resolve) => setTimeout(resolve, 30));
  socket.terminate();
  expect(await eve.see('board.list', {})).toEqual(expect.any(Array));
});

test('L9, attack 9: an oversized message closes the connection and nothing else', async () => {
  const big = await rawSocket(eve);
  const other = await rawSocket(eve);
  let isClosed = false;
  big.on('close', () => (isClosed = true));
  big.send(`42["command","post.reply","x",{"text":"${'x'.repeat(200_000)}"}]`);
  await until(() => isClosed, 'the connection to be closed');
  expect(other.readyState).toBe(WebSocket.OPEN);
  other.terminate();
});

/** Says this so many times over a connection of its own; resolves when that has been closed. */
async function disconnect(frame: string, times: number): Promise<void> {
  const socket = await rawSocket(eve);
  let isClosed = false;
  socket.on('close', () => (isClosed = true));
  for (let n = 0; n < times; n++) socket.send(frame);
  await until(() => isClosed, 'the connection to be closed');
}

test('L9, attack 11: a flood from one connection puts that connection out', async () => {
  await disconnect('42["beat"]', 400);
  expect(await eve.see('board.list', {})).toEqual(expect.any(Array));
});

test.each([
  ['is called what nobody listens to', '42["nope",1]'],
  ['is an answer that nobody asked for', '4377[]'],
])('L9, attack 11: a flood puts its connection out also where what is said %s', async (_, frame) => {
  await disconnect(frame, 400);
});

test.each([
  ['leaves', '41'],
  ['wishes to join what is not there', '40/x,'],
])('L9, attack 11: the connection of somebody who %s is closed', async (_, frame) => {
  await disconnect(frame, 1);
});

test('L9: who joins many times at once is in once at most, and is put out', async () => {
  const { sockets } = app.live.io.of('/');
  const mine = () => [...sockets.values()].filter(({ conn }) => conn.request.headers['user-agent'] === 'twice').length;
  const address = `${eve.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const headers = { cookie: eve.cookie ?? '', 'user-agent': 'twice' };
  const socket = new WebSocket(address, { origin: eve.url, headers });
  let isClosed = false;
  socket.on('error', () => {}).on('close', () => (isClosed = true));
  await new Promise((resolve) => socket.once('open', resolve));
  let most = 0;
  app.live.io.on('connection', () => (most = Math.max(most, mine())));
  for (let n = 0; n < 20; n++) socket.send('40');
  await until(() => isClosed, 'the connection to be closed');
  await until(() => mine() === 0, 'nobody of it to be in');
  expect(most).toBeLessThanOrEqual(1);
});

test('attack 1: a live connection from another site’s page is refused', async () => {
  const address = `${eve.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  for (const origin of ['http://evil.example', 'null', `${eve.url}.evil.example`, undefined]) {
    const socket = new WebSocket(address, { ...(origin ? { origin } : {}), headers: { cookie: eve.cookie ?? '' } });
    const status = await new Promise((resolve) => {
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.once('open', () => resolve('open'));
      socket.once('error', () => {});
    });
    socket.terminate();
    expect({ origin, status }).toEqual({ origin, status: 403 });
  }
});

test('attack 2: another site’s page cannot ask over plain requests either', async () => {
  const address = `${eve.url}/socket.io/?EIO=4&transport=polling`;
  const answer = await fetch(address, { headers: { origin: 'http://evil.example', cookie: eve.cookie ?? '' } });
  expect(answer.status).toBe(403);
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

test('attack 4: who one says one is when connecting is not looked at', async () => {
  const boss = await app.person({ role: 'admin' });
  const socket = io(eve.url, {
    transports: ['websocket'],
    forceNew: true,
    auth: { userId: boss.id, personId: boss.id, cookie: boss.cookie },
    extraHeaders: { origin: eve.url, cookie: eve.cookie ?? '' },
  });
  const hello = await new Promise((resolve) => socket.once('hello', resolve));
  expect(hello).toMatchObject({ personId: eve.id });
  const answer: unknown = await socket.emitWithAck('command', 'person.set-role', randomUUID(), {
    personId: eve.id,
    role: 'admin',
  });
  expect(answer).toMatchObject({ error: { reason: 'not-allowed' } });
  socket.disconnect();
});

test.each(['EIO=3&transport=websocket', 'transport=websocket', 'EIO=4&transport=webtransport', 'EIO=4'])(
  'attack 10: ?%s is no way in',
  async (query) => expect([400, 'error', 'closed']).toContain(await upgradeStatus(`/socket.io/?${query}`)),
);

test.each(['__proto__', 'constructor', 'toString'])('attack 10: there is no session %j', async (sid) => {
  expect(await upgradeStatus(`/socket.io/?EIO=4&transport=websocket&sid=${sid}`)).not.toBe('open');
  const poll = await fetch(`${eve.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, {
    headers: { origin: eve.url },
  });
  expect(poll.status).toBeLessThan(500);
  expect(await eve.see('board.list', {})).toEqual(expect.any(Array));
});

/** How the server answers the wish to open a WebSocket. */
async function upgradeStatus(path: string): Promise<unknown> {
  const socket = new WebSocket(eve.url.replace('http', 'ws') + path, { origin: eve.url });
  const status = await new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.once('open', () => socket.once('close', () => resolve('closed')));
    socket.once('error', () => resolve('error'));
    setTimeout(resolve, 1_500, 'open').unref();
  });
  socket.terminate();
  return status;
}

test.each([
  ['application/x-www-form-urlencoded'],
  ['text/plain'],
  ['multipart/form-data; boundary=x'],
  ['application/json'],
])('another site’s page cannot post %s in somebody’s name', async (type) => {
  const response = await fetch(`${eve.url}/api/commands/account.sign-out`, {
    method: 'POST',
    headers: { 'content-type': type, origin: 'http://evil.example', cookie: eve.cookie ?? '' },
    body: '{}',
  });
  expect(response.status).toBe(403);
  expect((await eve.see('account.me', {})).me).not.toBeNull();
});

test('a body that is no JSON is bad input like any other', async () => {
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    origin: eve.url,
    cookie: eve.cookie ?? '',
  };
  for (const body of ['{', 'x'.repeat(70_000), '"text"']) {
    const response = await fetch(`${eve.url}/api/commands/post.reply`, { method: 'POST', headers, body });
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status: 422,
      body: { error: { reason: 'invalid-input' } },
    });
  }
});
