import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { limits } from '@hearth/shared/kernel/limits';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';
import { sidIn } from '../support/parts.ts';

/** With the limits as they are for everybody. */
let app: TestApp;
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '1' });
});
afterAll(async () => {
  close(opened);
  await app.close();
});

type Socket = ReturnType<Person['openSocket']>;
/** Those that were turned away knock again until they are closed. */
const opened: Socket[] = [];

/** Opens so many at once and waits until each is in or was turned away. */
async function open(person: Person, count: number) {
  const sockets = Array.from({ length: count }, () => person.openSocket());
  opened.push(...sockets);
  const refusals: string[] = [];
  for (const socket of sockets) socket.on('connect_error', (error) => refusals.push(error.message));
  const connected = () => sockets.filter((socket) => socket.connected);
  await until(() => connected().length + refusals.length >= count, 'an answer for every connection');
  return { connected: connected(), refusals };
}

function close(sockets: readonly Socket[]): void {
  for (const socket of sockets) socket.disconnect();
}

test('attack 12: one account holds so many live connections, and a new one when one is closed', async () => {
  const eve = await app.person();
  const { connected, refusals } = await open(eve, limits.connectionsEach + 10);
  expect(connected).toHaveLength(limits.connectionsEach);
  expect(new Set(refusals)).toEqual(new Set(['Hearth is open in too many tabs. Close some of them.']));

  const other = await app.person();
  expect((await open(other, 1)).connected).toHaveLength(1);

  close(connected.slice(0, 1));
  await until(async () => (await open(eve, 1)).connected.length === 1, 'the free seat');
  close(opened);
  await until(() => app.live.io.engine.clientsCount === 0, 'empty seats');
});

test('attack 12: strangers of one address hold so many connections together', async () => {
  const { connected, refusals } = await open(app.stranger(), limits.connectionsOfAddress + 10);
  expect(connected).toHaveLength(limits.connectionsOfAddress);
  expect(refusals[0]).toMatch(/^Hearth is open in too many tabs/);
  close(connected);
});

test('F1: of those who come by plain requests and never join, so many are kept', async () => {
  const ana = await app.person();
  const engine = app.live.io.engine;
  const most = engine.clientsCount + limits.connectionsOfAddress;
  for (let n = 0; n < limits.connectionsOfAddress + 100; n++) {
    const answer = await fetch(`${app.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: app.url } });
    expect(answer.status).toBe(200);
    await answer.text();
    expect(engine.clientsCount).toBeLessThanOrEqual(most);
  }
  expect(engine.clientsCount).toBe(most);
  const { connected } = await open(ana, 1);
  expect(connected).toHaveLength(1);
  close(connected);
});

test('F1: nor are more kept of those who wish to join and may not', async () => {
  const engine = app.live.io.engine;
  const address = `${app.url}/socket.io/?EIO=4&transport=polling`;
  const headers = { origin: app.url };
  for (let n = 0; n < 2 * limits.connectionsOfAddress + 100; n++) {
    const sid = sidIn(await (await fetch(address, { headers })).text());
    await fetch(`${address}&sid=${sid}`, { method: 'POST', headers, body: '40' });
  }
  const joined = app.live.io.of('/').sockets.size;
  expect(joined).toBeLessThanOrEqual(limits.connectionsOfAddress);
  expect(engine.clientsCount - joined).toBeLessThanOrEqual(limits.connectionsOfAddress + 1);
});
