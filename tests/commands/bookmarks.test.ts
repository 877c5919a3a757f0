import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BookmarkModel } from '@hearth/server/features/bookmarks/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { bookmarkLimits } from '@hearth/shared/bookmarks/limits';
import { OWN_BOOKMARK } from '@hearth/shared/bookmarks/own';
import type { OwnValue } from '@hearth/shared/kernel/protocol';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { aBoard, anUnknownBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

const HOUR_MS = 3_600_000;
const zone = 'America/Chicago';

let app: TestApp;
let board: BoardId;
let ben: Person;
let threadId: ThreadId;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  ben = await app.person({ name: 'Ben Okafor' });
  threadId = (await aThread(ben, board, { title: 'Late buses', text: 'Who drives?' })).id;
});
afterAll(() => app.close());

const inHours = (hours: number) => ({ at: new Date(app.clock.now().getTime() + hours * HOUR_MS).toISOString(), zone });
const list = async (person: Person) => (await person.see('bookmark.list', {})).rows;
const passes = async (hours: number) => {
  app.clock.advance(hours * HOUR_MS);
  await app.services.jobs.settled(10_000);
};
const mailsTo = async (person: Person) => {
  const email = (await person.see('account.me', {})).me?.email;
  return (app.services.mailer.inbox() ?? []).filter(({ to }) => to.address === email);
};

test('a post is bookmarked with a note, found on one’s own list, and by nobody else', async () => {
  const ana = await app.person();
  await ana.do('bookmark.set', { threadId, no: 1, note: 'For the board meeting' });
  // What is left out stays as it is, and twice is once.
  const id = randomUUID();
  for (const n of [1, 2])
    expect([n, await ana.do('bookmark.set', { threadId, no: 1 }, id)]).toMatchObject([
      n,
      { note: 'For the board meeting', reminder: null },
    ]);
  const [row, ...others] = await list(ana);
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    board: { id: board },
    thread: { title: 'Late buses' },
    excerpt: 'Who drives?',
    by: { name: 'Ben Okafor' },
  });
  expect(await ana.see('bookmark.in', { threadId })).toEqual({ nos: [1] });
  expect(await ana.see('bookmark.get', { threadId, no: 1 })).toMatchObject({
    bookmark: { note: 'For the board meeting' },
    thread: { title: 'Late buses' },
  });
  expect([await list(ben), await ben.see('bookmark.in', { threadId })]).toEqual([[], { nos: [] }]);
});

test('removed it is gone, and comes back with its note and its reminder', async () => {
  const ana = await app.person();
  await ana.do('bookmark.set', { threadId, no: 1, note: 'Mine', reminder: inHours(2) });
  await ana.do('bookmark.remove', { threadId, no: 1 });
  await ana.do('bookmark.remove', { threadId, no: 1 });
  expect(await list(ana)).toEqual([]);
  await passes(1);
  const { note, reminder } = await ana.do('bookmark.restore', { threadId, no: 1 });
  expect([note, reminder?.zone]).toEqual(['Mine', zone]);
  await passes(1.1);
  expect((await list(ana)).map(({ bookmark }) => bookmark.isDue)).toEqual([true]);
  // Bookmarked anew it begins anew.
  await ana.do('bookmark.remove', { threadId, no: 1 });
  expect(await ana.do('bookmark.set', { threadId, no: 1 })).toMatchObject({ note: '', reminder: null, isDue: false });
});

test('one is reminded at the time, once, by a mail and on the list, and says that it is done', async () => {
  const ana = await app.person();
  await ana.do('bookmark.set', { threadId, no: 1, note: 'Ask the district', reminder: inHours(48) });
  await ana.do('bookmark.set', { threadId, no: 1, reminder: inHours(24) });
  await passes(23);
  expect(await mailsTo(ana)).toEqual([]);
  await passes(1.1);
  expect((await ana.see('bookmark.list', {})).due).toBe(1);
  await until(async () => (await mailsTo(ana)).length === 1, 'the mail');
  const [mail] = await mailsTo(ana);
  expect(mail?.subject).toBe('Reminder: Late buses');
  expect(mail?.text).toContain(`/t/${threadId}?post=1#post-1`);
  expect(mail?.text).toContain('Ask the district');
  await ana.do('bookmark.set', { threadId, no: 1, reminder: null });
  expect(await ana.see('bookmark.list', {})).toMatchObject({ due: 0, total: 1 });
  // The time that was given first has no say any more.
  await passes(48);
  expect([await mailsTo(ana), (await ana.see('bookmark.list', {})).due]).toMatchObject([[{}], 0]);
});

test('nobody is reminded of what they may not read any more, or what was deleted', async () => {
  const [ana, boss] = [await app.person({ role: 'admin' }), await app.person({ role: 'admin' })];
  const hidden = await aThread(boss, await anUnknownBoard({ readers: 'staff' }), { title: 'Staff alone' });
  const { post } = await ben.do('post.reply', { threadId, text: 'Taken back soon' });
  await ana.do('bookmark.set', { threadId: hidden.id, no: 1, note: 'Mine', reminder: inHours(1) });
  await ana.do('bookmark.set', { threadId, no: post.no, reminder: inHours(1) });
  await boss.do('person.set-role', { personId: ana.personId, role: 'member' });
  await ben.do('post.delete', { threadId, no: post.no });
  await passes(1.1);
  expect(await ana.see('bookmark.list', {})).toMatchObject({ due: 0, total: 2 });
  expect((await list(ana)).map(({ thread, excerpt }) => [thread, excerpt])).toEqual([
    [null, ''],
    [null, ''],
  ]);
  expect(JSON.stringify(await mailsTo(ana))).not.toContain('Staff alone');
  // They can still be removed.
  for (const { bookmark } of await list(ana))
    await ana.do('bookmark.remove', { threadId: bookmark.threadId, no: bookmark.no });
  expect(await list(ana)).toEqual([]);
});

test('what one may not read, or what is not there, is bookmarked by nobody, and no reminder lies in the past', async () => {
  const [ana, staff] = [await app.person(), await app.person({ role: 'admin' })];
  const { id: hidden } = await aThread(staff, await anUnknownBoard({ readers: 'staff' }));
  for (const input of [
    { threadId: hidden, no: 1 },
    { threadId, no: 999 },
    { threadId: '0123456789abcdef', no: 1 },
  ])
    expect(reasonIn((await ana.post('bookmark.set', input)).body)).toBe('no-such-thing');
  for (const hours of [-1, 24 * 400])
    expect(reasonIn((await ana.post('bookmark.set', { threadId, no: 1, reminder: inHours(hours) })).body)).toBe(
      'reminder-when',
    );
  expect(await list(ana)).toEqual([]);
});

test('there is a limit, other pages of the same person are told, and it is in one’s data until one leaves', async () => {
  const ana = await app.person();
  const own: OwnValue[] = [];
  const socket = ana.openSocket().on('own', (values) => own.push(...values));
  await new Promise((resolve) => socket.on('hello', resolve));
  await ana.do('bookmark.set', { threadId, no: 1, note: 'Mine alone' });
  await until(
    () => own.some(({ kind, key, value }) => kind === OWN_BOOKMARK && key === `${threadId}/1` && value === true),
    'it',
  );
  socket.disconnect();
  const record = await BookmarkModel.findOne({ personId: ana.personId }, { _id: 0 }).lean();
  const many = Array.from({ length: bookmarkLimits.each - 1 }, (_, n) => ({
    ...record,
    _id: `${ana.personId}/x/${n}`,
    threadId: 'x',
    no: n + 1,
  }));
  await BookmarkModel.insertMany(many);
  const { post } = await ben.do('post.reply', { threadId, text: 'One more' });
  expect(reasonIn((await ana.post('bookmark.set', { threadId, no: post.no })).body)).toBe('too-many-bookmarks');
  await BookmarkModel.collection.deleteMany({ threadId: 'x' });
  expect((await ana.see('account.export', {})).bookmarks).toMatchObject([{ threadId, no: 1, note: 'Mine alone' }]);
  const email = (await ana.see('account.me', {})).me?.email ?? '';
  await ana.do('account.erase', { email, words: 'keep' });
  await app.settled();
  expect(await BookmarkModel.countDocuments({ personId: ana.personId })).toBe(0);
});
