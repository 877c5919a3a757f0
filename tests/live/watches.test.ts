import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { reads } from '@hearth/shared/kernel/budgets';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** What one connection may watch, and how often. */
let app: TestApp;
let ana: Person;
let streams: string[];
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '2' });
  ana = await app.person({ role: 'moderator' });
  const board = await aBoard();
  const threads = await Promise.all(Array.from({ length: 45 }, (_, n) => aThread(ana, board, { title: `Bus ${n}` })));
  streams = threads.map(({ id }) => `thread:${id}`);
}, 30_000);
afterAll(() => app.close());

const MOST = 20;
const fromTheStart = { seq: 0, mark: '' };

/** A connection, and how many streams the server has it watch at the most from now on. */
async function watcher() {
  const page = ana.openSocket();
  await new Promise((resolve) => page.once('hello', resolve));
  const server = app.live.io.of('/').sockets.get(page.id ?? '');
  if (!server) throw new Error('the server does not know this connection');
  const watched = () => [...server.rooms].filter((room) => room.includes('#'));
  let most = 0;
  const note = () => (most = Math.max(most, watched().length));
  const { adapter } = app.live.io.of('/');
  adapter.on('join-room', note);
  const ask = (stream: string): Promise<unknown> => page.emitWithAck('watch', stream, fromTheStart);
  const close = () => {
    adapter.off('join-room', note);
    page.disconnect();
  };
  return { page, ask, watched, most: () => most, close };
}

test('H23: forty-five watches at once are never more than twenty, and the last ones stay', async () => {
  const { ask, watched, most, close } = await watcher();
  const answers = await Promise.all(streams.map(ask));
  for (const answer of answers) expect(answer).toMatchObject({ ok: true });
  expect(most()).toBe(MOST);
  expect(watched()).toEqual(streams.slice(-MOST).map((stream) => `${stream}#public`));
  close();
});

test('H23: the same stream asked for many times at once takes one place', async () => {
  const { ask, watched, most, close } = await watcher();
  await Promise.all(streams.slice(0, MOST - 1).map(ask));
  await Promise.all(Array.from({ length: 30 }, () => ask(streams[MOST] ?? '')));
  expect(watched()).toHaveLength(MOST);
  expect(most()).toBe(MOST);
  close();
});

test('H23: watching and no longer watching at once end in the order they were said in', async () => {
  const { page, ask, watched, most, close } = await watcher();
  const [stream = '', other = ''] = streams;
  const asked = Array.from({ length: 20 }, () => {
    const answer = ask(stream);
    page.emit('unwatch', stream);
    return answer;
  });
  await Promise.all([...asked, ask(other)]);
  expect(watched()).toEqual([`${other}#public`]);
  expect(most()).toBe(1);
  close();
});

test('H23: who leaves while watches wait keeps no place anywhere', async () => {
  const { page, ask, close } = await watcher();
  for (const stream of streams) void ask(stream).catch(() => {});
  page.disconnect();
  close();
  const { adapter } = app.live.io.of('/');
  await until(() => ![...adapter.rooms.keys()].some((room) => room.includes('#')), 'every place to be given back');
  await app.settled();
  expect([...adapter.rooms.keys()].filter((room) => room.includes('#'))).toEqual([]);
});

test('asking again and again for what was missed counts as reading', async () => {
  const { ask, close } = await watcher();
  const [stream = ''] = streams;
  const whose = { key: ana.personId, isTogether: false };
  const { limiter } = app.services;
  while ((await limiter.left(reads, whose)).points > 1) await limiter.take(reads, whose);
  expect(await ask(stream)).toMatchObject({ ok: true });
  expect(await ask(stream)).toMatchObject({ ok: false, error: { reason: 'too-fast' } });
  close();
});
