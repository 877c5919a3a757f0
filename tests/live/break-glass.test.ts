import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BoardModel } from '@hearth/server/features/boards/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoardOf, aThread } from '../support/builders.ts';
import { Person } from '../support/person.ts';
import { SECRET, ServerProcess, startStore } from '../support/processes.ts';
import { TestRedis } from '../support/redis.ts';
import { until, watchBoard } from '../support/watching.ts';

let redis: TestRedis;
let store: { uri: string; close: () => Promise<void> };
/** One server in this process and one in another. */
let here: TestApp;
let there: ServerProcess;
let ida: Person;
let ana: Person;
beforeAll(async () => {
  redis = await TestRedis.start();
  store = await startStore();
  const shared = { MONGODB_URI: store.uri, REDIS_URL: redis.url, HEARTH_SECRET: SECRET };
  here = await openApp(shared);
  there = await ServerProcess.start(shared);
  ida = await here.person({ name: 'Ida Berg', role: 'admin' });
  ana = await here.person({ name: 'Ana Fuentes' });
}, 60_000);
afterAll(async () => {
  await there.stop();
  await here.close();
  await store.close();
  await redis.close();
}, 30_000);

const over = (person: Person) => new Person(there.url, person.id, person.cookie);
const fromTheStart = { seq: 0, mark: '' };

/** A board of Ana's group that Ida has opened, whose pages she follows at both servers. */
async function opened() {
  const otto = await here.person({ role: 'admin' });
  const { id: groupId } = await otto.do('group.create', {
    ...{ name: 'Ohio', purpose: 'Us.', language: 'en', kind: 'hidden' },
  });
  await otto.do('group.invite', { groupId, personId: ana.personId });
  await ana.do('group.join', { groupId });
  const its = { circle: 'nobody' as const, groups: [groupId] };
  const boardId = await aBoardOf(otto, { see: its, read: its });
  const { id: threadId } = await aThread(ana, boardId);
  const reader = await watchBoard(over(ana), boardId);
  await ida.do('board.break-glass', { boardId, reason: 'Somebody was threatened here' });
  const streams = [`board:${boardId}`, `thread:${threadId}`];
  const pages = await Promise.all([ida, over(ida)].map((one) => following(one, streams)));
  return { boardId, threadId, reader, pages };
}

async function following(person: Person, streams: readonly string[]) {
  const socket = person.openSocket();
  const [closed, heard]: [string[], string[]] = [[], []];
  socket.on('closed', (stream: string) => closed.push(stream));
  socket.on('event', ({ stream }: { stream: string }) => heard.push(stream));
  for (const stream of streams)
    await until(async () => !('error' in (await socket.emitWithAck('watch', stream, fromTheStart))), 'the way in');
  return { socket, closed, heard };
}

/** As if an hour had almost passed. */
async function endsIn(boardId: BoardId, ms: number): Promise<number> {
  const end = Date.now() + ms;
  await BoardModel.updateOne({ _id: boardId }, { $set: { 'openings.list.0.until': new Date(end) } });
  here.services.streams.pubSub.publish({ kind: 'access', personId: null });
  return end;
}

test('L8: whoever reads the board sees at once, on another server too, that it was opened', async () => {
  const { reader, pages } = await opened();
  await until(() => reader.state.openings.list.length === 1, 'the page to say so');
  expect(reader.state.openings.list[0]).toMatchObject({ by: { name: 'Ida Berg' }, endedAt: null });
  await reader.converged();
  for (const { socket } of pages) socket.disconnect();
});

test.each(['the hour is over', 'it is closed'] as const)(
  'L8: once %s nothing of it comes any more within a second, on no open page and no server',
  async (how) => {
    const { boardId, threadId, pages } = await opened();
    await ana.do('post.reply', { threadId, text: 'While it is open' });
    await until(() => pages.every(({ heard }) => heard.includes(`thread:${threadId}`)), 'both pages to hear of it');

    const end = how === 'it is closed' ? Date.now() : await endsIn(boardId, 2_000);
    if (how === 'it is closed') await ida.do('board.close-glass', { boardId });
    const isClosed = () => pages.every(({ closed }) => new Set(closed).size === 2);
    await until(isClosed, 'both pages to be closed', end - Date.now() + 1_000);
    if (how === 'the hour is over') expect(Date.now()).toBeGreaterThanOrEqual(end);

    const before = pages.map(({ heard }) => heard.length);
    await ana.do('post.reply', { threadId, text: 'Among ourselves' });
    await here.settled();
    expect((await over(ida).get('thread.get', { threadId })).status).toBe(404);
    expect(pages.map(({ heard }) => heard.length)).toEqual(before);
    for (const { socket } of pages) socket.disconnect();
  },
);
