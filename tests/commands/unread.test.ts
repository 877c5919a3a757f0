import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ReadModel, ThreadModel } from '@hearth/server/features/threads/model';
import { UnreadModel } from '@hearth/server/features/unread/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { markOf, OWN_READ } from '@hearth/shared/threads/own';
import { unreadLimits } from '@hearth/shared/unread/limits';
import type { OwnValue } from '@hearth/shared/kernel/protocol';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

const DAY_MS = 86_400_000;

let app: TestApp;
let board: BoardId;
let other: BoardId;
let ben: Person;
beforeAll(async () => {
  app = await openApp();
  [board, other] = [await aBoard(), await aBoard()];
  ben = await app.person({ name: 'Ben Okafor' });
});
afterAll(() => app.close());

const titles = async (person: Person, input: Parameters<typeof person.see<'unread.list'>>[1] = {}) =>
  (await person.see('unread.list', input)).rows.map(({ thread }) => thread.title);

/** Somebody for whom nothing is unread yet. */
async function reader(): Promise<Person> {
  const person = await app.person();
  await person.do('unread.mark-all', {});
  return person;
}

test('what is new and what has replies since is unread, the latest first, until it is read to its end', async () => {
  const ana = await reader();
  const first = await aThread(ben, board, { title: 'First' });
  const second = await aThread(ben, other, { title: 'Second' });
  expect(await titles(ana)).toEqual(['Second', 'First']);
  await ana.do('thread.mark-read', { threadId: first.id, no: 1 });
  expect(await titles(ana)).toEqual(['Second']);
  await ben.do('post.reply', { threadId: first.id, text: 'Nobody?' });
  const { rows, total } = await ana.see('unread.list', {});
  expect(rows.map(({ thread, readNo }) => [thread.title, readNo])).toEqual([
    ['First', 1],
    ['Second', 0],
  ]);
  expect(total).toBe(2);
  expect(await ana.see('unread.count', {})).toEqual({ total: 2, boards: { [board]: 1, [other]: 1 } });
  expect(await titles(ana, { filter: 'unanswered' })).toEqual(['Second']);
  await ana.do('thread.mark-read', { threadId: second.id, no: 1 });
  await ana.do('post.reply', { threadId: first.id, text: 'Me.' });
  // Hers is read, and the one before is not.
  expect(await titles(ana)).toEqual(['First']);
});

test('it is read page by page, and is as long as it says', async () => {
  const ana = await reader();
  for (let n = 0; n < 5; n++) await aThread(ben, board, { title: `${n}` });
  const first = await ana.see('unread.list', { most: 3 });
  const last = first.rows.at(-1)?.thread;
  const second = await ana.see('unread.list', {
    most: 3,
    ...(last && { before: { at: last.lastPostAt, id: last.id } }),
  });
  expect([first, second].map(({ rows, more, total }) => [rows.map(({ thread }) => thread.title), more, total])).toEqual(
    [
      [['4', '3', '2'], true, 5],
      [['1', '0'], false, 5],
    ],
  );
});

test('what one may not read is not unread, and a stranger has nothing', async () => {
  const staff = await aBoard({ readers: 'staff' });
  const [ana, moderator] = [await reader(), await app.person({ role: 'moderator' })];
  await aThread(moderator, staff, { title: 'Among us' });
  expect(await titles(ana)).toEqual([]);
  const admin = await app.person({ role: 'admin' });
  expect(await titles(admin)).toContain('Among us');
  await (await app.person({ role: 'admin' })).do('person.set-role', { personId: admin.personId, role: 'member' });
  expect(await titles(admin)).not.toContain('Among us');
  expect(await app.stranger().see('unread.list', {})).toMatchObject({ rows: [], total: 0 });
  expect(await app.stranger().see('unread.count', {})).toEqual({ total: 0, boards: {} });
});

test('Complaint 7: marking all as read means all, also what no page shows, and can be undone', async () => {
  const ana = await reader();
  const threads = [];
  for (let n = 0; n < unreadLimits.page + 5; n++) threads.push(await aThread(ben, board, { title: `${n}` }));
  const half = present(threads[0]);
  for (const text of ['two', 'three']) await ben.do('post.reply', { threadId: half.id, text });
  await ana.do('thread.mark-read', { threadId: half.id, no: 2 });
  const elsewhere = await aThread(ben, other, { title: 'Elsewhere' });

  const [onBoard, everywhere] = [randomUUID(), randomUUID()];
  expect(await ana.do('unread.mark-all', { boardId: board }, onBoard)).toEqual({ threads: threads.length });
  expect(await ana.do('unread.mark-all', { boardId: board }, onBoard)).toEqual({ threads: threads.length });
  expect(await titles(ana)).toEqual(['Elsewhere']);
  expect(Object.values((await ana.see('board.get', { boardId: board })).read)).toHaveLength(unreadLimits.page);
  await ana.do('unread.undo', { of: onBoard });
  expect((await ana.see('unread.count', {})).boards).toEqual({ [board]: threads.length, [other]: 1 });
  expect((await ana.see('thread.get', { threadId: half.id })).readNo).toBe(2);

  await ana.do('unread.mark-all', {}, everywhere);
  expect((await ana.see('unread.count', {})).total).toBe(0);
  // What was answered since stays unread from there on; what was read on since stays read.
  await ben.do('post.reply', { threadId: half.id, text: 'four' });
  expect((await ana.see('unread.list', {})).rows).toMatchObject([{ readNo: 3 }]);
  await ben.do('post.reply', { threadId: elsewhere.id, text: 'two' });
  await ana.do('thread.mark-read', { threadId: elsewhere.id, no: 2 });
  expect(await ana.do('unread.undo', { of: onBoard })).toEqual({ threads: 0 });
  await ana.do('unread.undo', { of: everywhere });
  expect((await ana.see('unread.count', {})).boards).toEqual({ [board]: threads.length });
}, 60_000);

test('Complaint 7: what was marked can be undone also where other pages look at the same moment', async () => {
  const ana = await reader();
  for (let n = 0; n < 5; n++) {
    await aThread(ben, board);
    const commandId = randomUUID();
    const look = () => ana.see('unread.count', {});
    const [, marked] = await Promise.all([look(), ana.do('unread.mark-all', {}, commandId), look(), look()]);
    expect(marked).toEqual({ threads: 1 });
    expect((await ana.see('unread.count', {})).total).toBe(0);
    expect(await ana.do('unread.undo', { of: commandId })).toEqual({ threads: 1 });
    expect((await ana.see('unread.count', {})).total).toBe(1);
    await ana.do('unread.mark-all', {});
  }
});

test('Complaint 7: a thread is unread again from where one says, also one that is old, and on all of one’s pages', async () => {
  const { id: threadId } = await aThread(ben, board, { title: 'Old' });
  for (const text of ['two', 'three', 'four']) await ben.do('post.reply', { threadId, text });
  app.clock.advance(2 * 60_000);
  const ana = await app.person();
  await ana.do('unread.mark-all', {});
  const told: OwnValue[] = [];
  const socket = ana.openSocket();
  socket.on('own', (values) => void told.push(...values));
  await socket.emitWithAck('query', 'account.me', {});

  expect(await ana.do('unread.from', { threadId, no: 3 })).toEqual({ no: 2 });
  expect((await ana.see('unread.list', {})).rows).toMatchObject([{ thread: { id: threadId }, readNo: 2 }]);
  expect((await ana.see('board.get', { boardId: board })).read[threadId]).toBe(2);
  expect((await ana.see('thread.get', { threadId })).readNo).toBe(2);
  await app.settled();
  const newest = () => told.findLast(({ kind, key }) => kind === OWN_READ && key === threadId)?.value;
  await until(() => Number(newest()) >= markOf({ turn: 1, no: 2 }), 'it to be told');

  // Once more is no more; further back is; and reading on counts again.
  expect(await ana.do('unread.from', { threadId, no: 4 })).toEqual({ no: 2 });
  expect(await ana.do('unread.from', { threadId, no: 1 })).toEqual({ no: 0 });
  expect((await ana.see('unread.list', {})).rows).toMatchObject([{ readNo: 0 }]);
  expect(await ana.do('thread.mark-read', { threadId, no: 4 })).toEqual({ no: 4 });
  await app.settled();
  await until(() => Number(newest()) % 100 === 4, 'what was read on to be told');
  expect(await titles(ana)).toEqual([]);
  socket.disconnect();
});

test('Complaint 7: somebody new finds a handful of threads unread, and not all there are', async () => {
  const threads = [];
  for (let n = 0; n < 8; n++) threads.push(await aThread(ben, board, { title: `Before ${n}` }));
  const lively = present(threads[2]).id;
  for (let n = 0; n < 30; n++) await ben.do('post.reply', { threadId: lively, text: 'More' });
  app.clock.advance(2 * 60_000);
  const nia = await app.person();
  const { rows, since } = await nia.see('unread.list', {});
  expect(rows).toHaveLength(unreadLimits.first);
  expect(rows.map(({ thread }) => thread.title)).toContain('Before 2');
  expect(since).toEqual(expect.any(String));
  const { read } = await nia.see('board.get', { boardId: board });
  expect(Object.keys(read).length).toBeGreaterThan(3);
  await aThread(ben, board, { title: 'After' });
  expect(await titles(nia)).toContain('After');
  expect((await nia.see('unread.count', {})).total).toBe(unreadLimits.first + 1);
});

test('after three weeks one is offered to begin afresh, once, until one has chosen', async () => {
  const [ana, eva] = [await reader(), await reader()];
  await aThread(ben, board, { title: 'Before' });
  expect((await ana.see('unread.list', {})).awaySince).toBeNull();
  await eva.see('unread.list', {});
  app.clock.advance(22 * DAY_MS);
  await aThread(ben, board, { title: 'Meanwhile' });
  for (const person of [ana, eva]) {
    const { awaySince, rows } = await person.see('unread.list', {});
    expect(awaySince).toEqual(expect.any(String));
    expect(rows.length).toBeGreaterThan(1);
  }
  await ana.do('unread.keep', {});
  await eva.do('unread.mark-all', {});
  for (const person of [ana, eva]) expect((await person.see('unread.list', {})).awaySince).toBeNull();
  expect(await titles(ana)).toContain('Before');
  expect(await titles(eva)).toEqual([]);
});

test('what is unread is looked up by an index, and nothing of it names a time at which somebody was here', async () => {
  const ana = await reader();
  const asked = [
    ThreadModel.find({ lastPostAt: { $gt: new Date() }, boardId: { $in: [board] } }).sort({ lastPostAt: -1, _id: 1 }),
    ReadModel.find({ personId: ana.personId, threadId: { $in: ['a', 'b'] } }),
  ];
  for (const query of asked) expect(JSON.stringify(await query.explain())).toMatch(/IXSCAN/);
  const record = await UnreadModel.findById(ana.personId).lean();
  expect(Object.keys(record ?? {}).sort()).toEqual(
    ['_id', 'awaySince', 'day', 'lookedTo', 'rev', 'since', 'threads', 'undo'].sort(),
  );
});
