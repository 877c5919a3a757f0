import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ALL } from '@hearth/shared/desk/kinds';
import type { StreamEvent } from '@hearth/shared/kernel/protocol';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { Person } from '../support/person.ts';
import { SECRET, ServerProcess, startStore } from '../support/processes.ts';
import { TestRedis } from '../support/redis.ts';
import { until } from '../support/watching.ts';

let redis: TestRedis;
let store: { uri: string; close: () => Promise<void> };
/** One server in this process and one in another, on one store and one Redis. */
let here: TestApp;
let there: ServerProcess;
beforeAll(async () => {
  redis = await TestRedis.start();
  store = await startStore();
  const shared = { MONGODB_URI: store.uri, REDIS_URL: redis.url, HEARTH_SECRET: SECRET };
  here = await openApp(shared);
  there = await ServerProcess.start(shared);
}, 60_000);
afterAll(async () => {
  await there.stop();
  await here.close();
  await store.close();
  await redis.close();
}, 30_000);

/** A page on the other server that watches a desk from where it stands now. */
async function watching(person: Person, deskId: string) {
  const filter = deskId === ALL ? {} : { boardId: deskId };
  const { position } = await person.see('desk.list', { filter });
  const socket = new Person(there.url, person.id, person.cookie).openSocket();
  const heard: StreamEvent[] = [];
  const closed: string[] = [];
  socket.on('event', (event: StreamEvent) => heard.push(event));
  socket.on('closed', (stream: string) => closed.push(stream));
  await new Promise((resolve) => socket.once('hello', resolve));
  await socket.emitWithAck('watch', `desk:${deskId}`, position);
  return { socket, heard, closed, position };
}

const refsIn = (events: readonly StreamEvent[]) => JSON.stringify(events).match(/"id":"[0-9a-f]{24}"/g) ?? [];

test('L1, L3: what is written on one server is on the desk of another, without a gap and each thing once', async () => {
  const board = await aBoard();
  const [rosa, ana] = [await here.person({ role: 'moderator' }), await here.person()];
  const thread = await aThread(ana, board);
  await here.settled();
  const { socket, heard, position } = await watching(rosa, ALL);
  const ben = new Person(there.url, ana.id, ana.cookie);
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      (n % 2 ? ana : ben).do('post.reply', { threadId: thread.id, text: `At ${n}` }),
    ),
  );
  await until(() => refsIn(heard).length >= 40, 'forty entries');
  // An event may come twice (L4), and counts once.
  const once = [...new Map(heard.map((event) => [event.seq, event])).values()].toSorted((a, b) => a.seq - b.seq);
  expect(once.map(({ seq }) => seq)).toEqual(once.map((_, n) => position.seq + 1 + n));
  expect(refsIn(once)).toHaveLength(40);
  expect(new Set(refsIn(once)).size).toBe(40);
  // References alone: no words, and nobody's name.
  expect(JSON.stringify(heard)).not.toMatch(/At \d|personId|name/);
  socket.close();
}, 60_000);

test('L8: whoever loses the role, or leaves the group, hears nothing of the desk any more within a second, on another server', async () => {
  const admin = await here.person({ role: 'admin' });
  const { id: groupId } = await admin.do('group.create', {
    ...{ name: 'Stewards', purpose: 'They look after a board.', language: 'en', kind: 'open' },
  });
  const board = await aBoardOf(admin, { moderate: { circle: 'staff', groups: [groupId] } });
  const [rosa, steward, ana] = [await here.person({ role: 'moderator' }), await here.person(), await here.person()];
  await steward.do('group.join', { groupId });
  await here.settled();
  const [all, own] = [await watching(rosa, ALL), await watching(steward, board)];
  const thread = await aThread(ana, board);
  await until(() => refsIn(all.heard).length > 0 && refsIn(own.heard).length > 0, 'both to hear of it');

  await admin.do('person.set-role', { personId: rosa.personId, role: 'member' });
  await until(() => all.closed.includes(`desk:${ALL}`), 'the network’s desk to be closed', 1_000);
  await steward.do('group.leave', { groupId });
  await until(() => own.closed.includes(`desk:${board}`), 'the board’s desk to be closed', 1_000);
  const before = [all.heard.length, own.heard.length];
  await ana.do('post.reply', { threadId: thread.id, text: 'They do not hear of this.' });
  await here.settled();
  await admin.see('desk.list', {});
  expect([all.heard.length, own.heard.length]).toEqual(before);
  for (const { socket } of [all, own]) socket.close();
}, 60_000);
