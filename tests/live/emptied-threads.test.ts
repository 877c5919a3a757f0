import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import type { Person } from '../support/person.ts';
import { oneProcess, twoProcesses, type Twins } from '../support/twins.ts';
import { until, watchBoard, watchThread } from '../support/watching.ts';

/** Who looks on while a thread loses all that there is to read in it (U7). */

let app: TestApp;
let twins: Twins;
let board: BoardId;
let ana: Person;
let ben: Person;

describe.each([
  ['one process with pub/sub of its own', oneProcess],
  ['two processes with Redis between them', twoProcesses],
])('on %s', (_name, open) => {
  beforeAll(async () => {
    twins = await open();
    app = twins.app;
    board = await aBoard();
    ana = await app.person({ name: 'Ana Fuentes' });
    ben = await app.person({ name: 'Ben Okafor' });
  }, 60_000);
  afterAll(() => twins.close(), 30_000);

  test(
    'L3, L8, U7: open pages of its board lose it and get it back; who reads it hears no more of it',
    goesAndComes,
    30_000,
  );
  test('L2, L13, U7: whoever comes back to it has missed nothing of what was deleted', comesBack, 30_000);
  test('U7: of a reply and a deletion on two servers at once, either is told to its writer as it is', meet, 60_000);
});

async function goesAndComes(): Promise<void> {
  const { id: threadId } = await aThread(ana, board);
  await app.settled();
  const boards = [
    await watchBoard(twins.elsewhere(ben), board),
    await watchBoard(twins.elsewhere(app.stranger()), board),
  ];
  const reading = await watchThread(twins.elsewhere(ben), threadId);
  const rows = () => boards.map(({ state }) => state.rows.some(({ id }) => id === threadId));
  expect(rows()).toEqual([true, true]);

  await ana.do('post.delete', { threadId, no: 1 });
  await until(() => rows().every((isThere) => !isThere), 'the row to go');
  await until(() => !reading.isLive, 'who reads it to be put off');
  // That it was deleted may have come just before: on another server it takes a moment until the thread stands nowhere.
  const held = reading.state;
  await ana.do('post.restore', { threadId, no: 1 });
  await until(() => rows().every(Boolean), 'the row to come back');
  await app.settled();
  expect(reading.state).toEqual(held);
  for (const view of boards) {
    await view.converged();
    expect(view.state).toEqual((await view.fresh()).state);
  }
}

async function comesBack(): Promise<void> {
  const { id: threadId } = await aThread(ana, board, { title: 'A quagga', text: 'Zebras and quaggas.' });
  const before = await watchThread(twins.elsewhere(ben), threadId);
  const { seq } = before;
  await ana.do('post.delete', { threadId, no: 1 });
  await until(() => !before.isLive, 'who reads it to be put off');
  await ana.do('post.restore', { threadId, no: 1 });
  await ana.do('post.edit', { threadId, no: 1, text: 'Zebras.' });
  const after = await watchThread(twins.elsewhere(ben), threadId);
  await after.converged();
  expect(after.seq).toBe(seq + 3);
  expect(after.state).toEqual((await after.fresh()).state);
  expect(JSON.stringify(after.state.posts)).not.toContain('quaggas');
}

async function meet(): Promise<void> {
  for (let n = 0; n < 10; n++) {
    const { id: threadId } = await aThread(ana, board, { title: `Round ${n}` });
    const place = { threadId, no: 1 };
    const both = [
      twins.elsewhere(ben).try('post.reply', { threadId, text: `Somebody who is quick, for the ${n}. time` }),
      ana.try('post.delete', place),
    ];
    const [reply, deleted] = await Promise.all(both);
    await app.settled();
    expect(deleted).toMatchObject({ ok: true });
    const listed = (await ben.see('board.get', { boardId: board })).rows.some(({ id }) => id === threadId);
    expect({ listed, reply }).toMatchObject(
      reply?.ok ? { listed: true } : { listed: false, reply: { error: { reason: 'no-such-thing' } } },
    );
    if (reply?.ok) expect((await ben.see('thread.get', { threadId })).posts).toHaveLength(2);
  }
}
