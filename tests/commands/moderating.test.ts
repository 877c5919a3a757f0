import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ThreadModel } from '@hearth/server/features/threads/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { rightsFor } from '@hearth/shared/boards/policy';
import type { ThreadId } from '@hearth/shared/threads/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let ana: Person;
let ben: Person;
let mo: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  ana = await app.person({ name: 'Ana Fuentes' });
  ben = await app.person({ name: 'Ben Okafor' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
});
afterAll(() => app.close());

const DAY_MS = 86_400_000;
const refused = (reason: string) => ({ ok: false, error: { reason } });
const see = (threadId: ThreadId, by = ana) => by.see('thread.get', { threadId, from: 1 });

test('a thread is locked with a reason that everybody reads, noted in it, and opened again; nobody but moderators replies', async () => {
  const { id: threadId } = await aThread(ana, board);
  const commandId = randomUUID();
  const locked = await mo.do('thread.lock', { threadId, reason: 'The bus runs again.' }, commandId);
  expect(locked.thread.lock).toMatchObject({ reason: 'The bus runs again.', by: { name: 'Mo Moderator' } });
  expect(locked.post).toMatchObject({ no: 2, html: '', note: { kind: 'locked', reason: 'The bus runs again.' } });
  expect(await mo.do('thread.lock', { threadId, reason: 'The bus runs again.' }, commandId)).toEqual(locked);

  expect(await ben.try('post.reply', { threadId, text: 'But …' })).toMatchObject({
    error: { reason: 'locked', params: { reason: 'The bus runs again.' } },
  });
  expect((await mo.do('post.reply', { threadId, text: 'To be clear.' })).post.no).toBe(3);
  await ben.do('reaction.set', { threadId, no: 1, kind: 'thanks' });

  expect((await mo.do('thread.unlock', { threadId })).post.note).toEqual({ kind: 'unlocked' });
  expect(await mo.try('thread.unlock', { threadId })).toMatchObject(refused('already-so'));
  expect((await ben.do('post.reply', { threadId, text: 'Thank you.' })).thread).toMatchObject({
    lock: null,
    replies: 2,
  });
});

test('in slow mode everybody replies once in so many minutes, and is told in how many they go on', async () => {
  const { id: threadId } = await aThread(ana, board);
  const slowed = await mo.do('thread.slow', { threadId, minutes: 15 });
  expect([slowed.thread.slowMinutes, slowed.post.note]).toEqual([15, { kind: 'slowed', minutes: 15 }]);
  expect(await mo.try('thread.slow', { threadId, minutes: 15 })).toMatchObject(refused('already-so'));
  const commandId = randomUUID();
  const first = await ben.do('post.reply', { threadId, text: 'One.' }, commandId);
  expect(await ben.do('post.reply', { threadId, text: 'One.' }, commandId)).toEqual(first);
  const tooSoon = (left: number) => ({ error: { reason: 'too-soon', params: { every: 15, left } } });
  expect(await ben.try('post.reply', { threadId, text: 'Two.' })).toMatchObject(tooSoon(15));
  // Deleting what one wrote makes no room.
  await ben.do('post.delete', { threadId, no: first.post.no });
  app.clock.advance(10 * 60_000 + 1);
  expect(await ben.try('post.reply', { threadId, text: 'Two.' })).toMatchObject(tooSoon(5));
  // Others go by their own, whoever opened the thread too, and moderators are not held up.
  const { id: other } = await aThread(ben, board);
  await ben.do('post.reply', { threadId: other, text: 'Elsewhere.' });
  await mo.do('post.reply', { threadId, text: 'Calmly.' });
  await mo.do('post.reply', { threadId, text: 'Please.' });
  expect(await ana.try('post.reply', { threadId, text: 'Mine.' })).toMatchObject(tooSoon(5));
  app.clock.advance(5 * 60_000);
  await ben.do('post.reply', { threadId, text: 'Two.' });
  const ended = await mo.do('thread.slow', { threadId, minutes: 0 });
  expect([ended.thread.slowMinutes, ended.post.note]).toEqual([undefined, { kind: 'slowed', minutes: 0 }]);
  await ben.do('post.reply', { threadId, text: 'Three.' });
  expect(await ben.try('thread.slow', { threadId, minutes: 5 })).toMatchObject(refused('not-allowed'));
});

test('in slow mode one of the replies is taken that somebody sends at once, however many others write', async () => {
  const { id: threadId } = await aThread(ana, board);
  const others = await Promise.all(Array.from({ length: 6 }, () => app.person()));
  await mo.do('thread.slow', { threadId, minutes: 60 });
  const sent = await Promise.all(
    others.flatMap((other) => [
      other.try('post.reply', { threadId, text: 'Me.' }),
      ben.try('post.reply', { threadId, text: 'All at once.' }),
    ]),
  );
  expect(sent.filter(({ ok }) => ok)).toHaveLength(others.length + 1);
});

test('whoever asked without a name is held up by the alias, and nobody can tell them from their other posts', async () => {
  const everyone = { circle: 'everyone' as const, groups: [] };
  const unnamed = await aBoardOf(mo, { see: everyone, read: everyone }, { asksUnnamed: true });
  const asked = { boardId: unnamed, title: 'Unsaid', text: 'I am afraid.', language: 'en', unnamed: true } as const;
  const { thread } = await ana.do('thread.start', asked);
  await mo.do('thread.slow', { threadId: thread.id, minutes: 5 });
  const reply = { threadId: thread.id, text: 'Still.' };
  expect(await ana.try('post.reply', { ...reply, unnamed: true })).toMatchObject(refused('too-soon'));
  // In their own name they are another one.
  await ana.do('post.reply', reply);
  app.clock.advance(5 * 60_000);
  await ana.do('post.reply', { ...reply, unnamed: true });
});

test('in a locked thread one corrects what one has just written, and deletes what is one’s own', async () => {
  const { id: threadId } = await aThread(ana, board);
  const { post } = await ben.do('post.reply', { threadId, text: 'A typpo' });
  await mo.do('thread.lock', { threadId, reason: 'Enough.' });
  await ben.do('post.edit', { threadId, no: post.no, text: 'A typo' });
  app.clock.advance(121_000);
  expect(await ben.try('post.edit', { threadId, no: post.no, text: 'Other words' })).toMatchObject(refused('locked'));
  await ben.do('post.delete', { threadId, no: post.no });
});

test('a note is no post: it moves no list, is unread for nobody, and can be neither edited nor answered nor reacted to', async () => {
  const own = await aBoard();
  const { id: threadId, lastPostAt } = await aThread(ana, own);
  const reader = await app.person();
  await reader.do('thread.mark-read', { threadId, no: 1 });
  const { thread, post } = await mo.do('thread.lock', { threadId, reason: 'Enough.' });
  expect(thread).toMatchObject({ lastPostAt, lastNo: 2, lastPostNo: 1, replies: 0 });
  const { rows } = await reader.see('unread.list', { most: 20 });
  expect(rows.map((row) => row.thread.id)).not.toContain(threadId);
  for (const [name, more] of [
    ['post.edit', { text: 'Mine now' }],
    ['post.delete', {}],
    ['post.restore', {}],
    ['reaction.set', { kind: 'thanks' }],
  ] as const)
    expect((await mo.post(name, { threadId, no: post.no, ...more })).body).toMatchObject(refused('no-such-thing'));
  expect((await mo.get('post.source', { threadId, no: post.no })).body).toMatchObject(refused('no-such-thing'));
  const feed = await ana.see('feed.thread', { threadId });
  expect(feed.entries.map(({ no }) => no)).toEqual([1]);
  const latest = await ana.see('post.by-person', { personId: mo.personId, most: 20 });
  expect(latest.map((one) => one.thread.id)).not.toContain(threadId);
});

test('whoever moderated is in their own export, and is named no more once they have left, their reasons neither if they take them along', async () => {
  const leaver = await app.person({ name: 'Lena Leaver', role: 'moderator' });
  const { id: threadId } = await aThread(ana, board);
  await leaver.do('thread.lock', { threadId, reason: 'Words of Lena.' });
  await app.settled();
  const data = await leaver.see('account.export', {});
  expect(data.notes).toMatchObject([{ threadId, no: 2, kind: 'locked', reason: 'Words of Lena.' }]);
  expect(data.posts).toEqual([]);
  await leave(app, leaver, 'remove');
  const page = await see(threadId);
  expect(page.thread.lock).toMatchObject({ by: null, reason: '' });
  expect(page.posts[1]).toMatchObject({ by: null, note: { kind: 'locked', reason: '' } });
  for (const name of ['events', 'threads', 'posts']) {
    const all = JSON.stringify(await mongoose.connection.db?.collection(name).find().toArray());
    expect([name, all.includes('Lena Leaver'), all.includes('Words of Lena')]).toEqual([name, false, false]);
  }
}, 40_000);

test('a board closes its threads after so many quiet days, to the moment; a moderator who writes opens them again', async () => {
  const own = await aBoard();
  const { id: threadId, lastPostAt } = await aThread(ana, own);
  const looks = { name: { en: 'Own', es: 'Propio' }, purpose: { en: 'Own', es: 'Propio' }, icon: 'chat' } as const;
  const settings = { boardId: own, ...looks, colour: 'pine', kind: 'discussion', after: null } as const;
  await mo.do('board.edit', { ...settings, rights: rightsFor('everyone'), quietDays: 7 });
  // Pages from before there was such a thing say nothing of it.
  await mo.do('board.edit', { ...settings, rights: rightsFor('everyone') });
  expect((await see(threadId)).board.quietDays).toBe(7);

  const left = Date.parse(lastPostAt) + 7 * DAY_MS - app.clock.now().getTime();
  app.clock.advance(left - 1_000);
  await ben.do('post.reply', { threadId, text: 'Just in time.' });
  app.clock.advance(7 * DAY_MS);
  expect(await ben.try('post.reply', { threadId, text: 'Too late.' })).toMatchObject({
    error: { reason: 'quiet', params: { days: 7 } },
  });
  await mo.do('post.reply', { threadId, text: 'There is news.' });
  await ben.do('post.reply', { threadId, text: 'Good.' });
});

test('a thread is moved with its address, its words and what is unread; both boards know at once, and count it once', async () => {
  const [from, to] = [await aBoard(), await aBoard()];
  const reader = await app.person();
  await reader.see('unread.count', {});
  app.clock.advance(1_000);
  const { id: threadId } = await aThread(ana, from, { title: 'Moved' });
  await aThread(ana, from);
  expect((await reader.see('unread.count', {})).boards).toMatchObject({ [from]: 2 });
  const commandId = randomUUID();
  const moved = await mo.do('thread.move', { threadId, to }, commandId);
  expect(moved.post.note).toMatchObject({ kind: 'moved', from: { id: from } });
  expect(await mo.do('thread.move', { threadId, to }, commandId)).toEqual(moved);
  expect(await mo.try('thread.move', { threadId, to })).toMatchObject(refused('already-so'));
  await app.settled();

  const [left, right] = [await ana.see('board.get', { boardId: from }), await ana.see('board.get', { boardId: to })];
  expect([left.board.threads, left.rows.map(({ title }) => title).includes('Moved')]).toEqual([1, false]);
  expect([right.board.threads, right.rows.map(({ title }) => title)]).toEqual([1, ['Moved']]);
  expect((await see(threadId)).board.id).toBe(to);
  expect((await reader.see('unread.count', {})).boards).toMatchObject({ [from]: 1, [to]: 1 });

  await mo.do('thread.move', { threadId, to: from });
  await app.settled();
  expect((await ana.see('board.get', { boardId: from })).board.threads).toBe(2);
  expect((await ana.see('board.get', { boardId: to })).board.threads).toBe(0);
}, 20_000);

test('who moderates one board alone neither takes from another nor gives to it, and what is not known to all is not named', async () => {
  const [open, hidden] = [await aBoard(), await aBoard({ readers: 'staff' })];
  const { id: threadId } = await aThread(ana, open);
  expect(await ana.try('thread.move', { threadId, to: hidden })).toMatchObject(refused('not-allowed'));
  await mo.do('thread.move', { threadId, to: hidden });
  expect(await ana.try('post.reply', { threadId, text: 'Where is it?' })).toMatchObject(refused('no-such-thing'));
  const back = await mo.do('thread.move', { threadId, to: open });
  expect(back.post.note).toEqual({ kind: 'moved', from: null });
  await app.settled();
  expect(JSON.stringify(await see(threadId))).not.toContain(hidden);
});

test('five stand on top of a board, however many are pinned at the same moment', async () => {
  const own = await aBoard();
  const ids: ThreadId[] = [];
  for (let n = 0; n < 9; n++) ids.push((await aThread(ana, own)).id);
  const until = new Date(app.clock.now().getTime() + 3 * DAY_MS).toISOString();
  const pin = (threadId: ThreadId) => mo.try('thread.pin', { threadId, until });
  for (const id of ids.slice(0, 4)) await pin(id);
  const tried = await Promise.all(ids.slice(4).map(pin));
  const pinned = await ThreadModel.countDocuments({ boardId: own, pin: 1 });
  expect(pinned).toBeLessThanOrEqual(5);
  expect(pinned).toBe(4 + tried.filter(({ ok }) => ok).length);
  for (const one of tried.filter(({ ok }) => !ok)) expect(one).toMatchObject(refused('too-many-pinned'));
  // Whoever had to step back tries again.
  const free = ids.slice(4).filter((_id, place) => !tried[place]?.ok);
  for (const id of free) await pin(id);
  expect(await ThreadModel.countDocuments({ boardId: own, pin: 1 })).toBe(5);
});

test('a pinned thread stands on top of its board, page after page exact, until its day has come, by an index', async () => {
  const own = await aBoard();
  const [old] = [await aThread(ana, own, { title: 'Read me first' })];
  for (let n = 0; n < 33; n++) await aThread(ana, own, { title: `Thread ${n}` });
  const until = new Date(app.clock.now().getTime() + 3 * DAY_MS).toISOString();
  await mo.do('thread.pin', { threadId: old.id, until });
  await app.settled();
  const first = await ana.see('board.get', { boardId: own });
  const last = first.rows.at(-1);
  if (!last) throw new Error('no rows');
  const second = await ana.see('board.get', { boardId: own, before: { at: last.lastPostAt, id: last.id } });
  expect(first.rows[0]).toMatchObject({ title: 'Read me first', pinnedUntil: until });
  expect([first.rows.length, first.more, second.rows.length, second.more]).toEqual([30, true, 4, false]);
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(34);
  const plan = await ThreadModel.find({ boardId: own, pin: 1 })
    .sort({ lastPostAt: -1, _id: 1 })
    .explain('queryPlanner');
  expect(JSON.stringify(plan)).toContain('boardId_1_pin_1');
  expect(JSON.stringify(plan)).not.toContain('"SORT"');

  app.clock.advance(3 * DAY_MS);
  await app.settled();
  expect((await see(old.id)).thread.pinnedUntil).toBeNull();
  expect((await ana.see('board.get', { boardId: own })).rows[0]).toMatchObject({ title: 'Thread 32' });
  expect(await mo.try('thread.pin', { threadId: old.id, until: null })).toMatchObject(refused('already-so'));
  expect(await mo.try('thread.pin', { threadId: old.id, until })).toMatchObject(refused('invalid-input'));
}, 30_000);
