import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import { usualGates } from '@hearth/shared/held/policy';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread, askUnnamed } from '../support/builders.ts';
import { knownPeople } from '../support/known-people.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { removeAs } from '../support/removing.ts';

/** A thread of which nothing is left to read stands nowhere (U7). */

let app: TestApp;
let board: BoardId;
let ada: Person;
let mo: Person;
let ben: Person;
let ana: Person;
let known: Person[];
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '100' });
  board = await aBoard();
  [ada, mo, ben] = [
    await app.person({ name: 'Ada Admin', role: 'admin' }),
    await app.person({ name: 'Mo Dera', role: 'moderator' }),
    await app.person({ name: 'Ben Okafor' }),
  ];
  known = await knownPeople(app, board, 6);
  await ada.do('gate.set', { ...usualGates, pauseAt: 0 });
}, 60_000);
beforeEach(async () => {
  ana = await app.person({ name: 'Ana Fuentes' });
});
afterAll(() => app.close());
let words = 0;
async function started(by = ana, on = board) {
  const word = `Xenophon${++words}`;
  const { id: threadId } = await aThread(by, on, { title: `${word} asks`, text: `${word} says so.` });
  return { threadId, word, place: { threadId, no: 1 } };
}

/** Whatever lists threads or tells of them, and the thread itself. */
async function allThatIsRead(reader: Person, threadId: ThreadId): Promise<string> {
  await app.settled();
  const asked: [string, object][] = [
    ['thread.get', { threadId }],
    ['board.get', { boardId: board }],
    ['thread.latest', { most: 20 }],
    ['thread.featured', {}],
    ['board.list', {}],
    ['feed.all', {}],
    ['feed.board', { boardId: board }],
    ['feed.thread', { threadId }],
    ['unread.list', {}],
    ['bell.list', {}],
    ['follow.list', {}],
    ['bookmark.list', {}],
    ['report.own', {}],
    ['post.by-person', { personId: ana.personId }],
    ['thread.whereabouts', { threadId }],
  ];
  const answers = await Promise.all(asked.map(async ([name, input]) => (await reader.get(name, input)).body));
  return JSON.stringify(answers);
}
const reads = async (reader: Person, { threadId, word }: { threadId: ThreadId; word: string }) =>
  (await allThatIsRead(reader, threadId)).includes(word);
const refusal = async (person: Person, name: string, input: unknown) => reasonIn((await person.post(name, input)).body);
const count = async () => (await ben.see('board.get', { boardId: board })).board.threads;
const unread = async (reader: Person, threadId: ThreadId) => {
  await app.settled();
  return (await reader.see('unread.list', {})).rows.some(({ thread }) => thread.id === threadId);
};

test('U7: when its author deletes all there is of it a thread is gone for everybody, title and all; its undo brings it back as it was', async () => {
  const before = await count();
  const made = await started();
  await ben.do('bookmark.set', { threadId: made.threadId, no: 1, reminder: null, note: '' });
  await ben.do('follow.set', { what: { threadId: made.threadId }, level: 'follow' });
  await ada.do('thread.feature', {
    threadId: made.threadId,
    until: new Date(app.clock.now().getTime() + 9e7).toISOString(),
  });
  const stood = (await ben.see('thread.get', { threadId: made.threadId })).thread;
  expect(await reads(ben, made)).toBe(true);
  expect(await unread(ben, made.threadId)).toBe(true);
  const commandId = randomUUID();
  expect(await ana.do('post.delete', made.place, commandId)).toMatchObject({ stoodOn: board, post: { deleted: true } });
  for (const reader of [ben, ana, mo, ada, app.stranger()]) expect(await reads(reader, made)).toBe(false);
  expect([await count(), await unread(ben, made.threadId)]).toEqual([before, false]);
  for (const writer of [ben, ana, mo])
    expect(await refusal(writer, 'post.reply', { threadId: made.threadId, text: 'Still here?' })).toBe('no-such-thing');
  // Given once more it has the same answer.
  expect(await ana.do('post.delete', made.place, commandId)).toMatchObject({ stoodOn: board });

  expect((await ana.do('post.restore', made.place)).thread).toMatchObject({ boardId: board, title: stood.title });
  expect(await reads(ben, made)).toBe(true);
  expect([await count(), await unread(ben, made.threadId)]).toEqual([before + 1, true]);
  const { rev: _then, ...then } = stood;
  expect((await ben.see('thread.get', { threadId: made.threadId })).thread).toMatchObject(then);
  expect((await ben.see('thread.featured', {})).map(({ thread }) => thread.id)).toContain(made.threadId);
});

test('U7: it stays while anything is left to read in it, and goes with the last that is; whichever comes back brings it back', async () => {
  const made = await started();
  const { post: reply } = await ben.do('post.reply', { threadId: made.threadId, text: 'The union has two drivers.' });
  await mo.do('thread.lock', { threadId: made.threadId, reason: 'Found.' });
  expect(await ana.do('post.delete', made.place)).not.toHaveProperty('stoodOn');
  expect(await reads(mo, made)).toBe(true);
  const last = { threadId: made.threadId, no: reply.no };
  // What moderators noted is nothing to read.
  expect(await ben.do('post.delete', last)).toMatchObject({ stoodOn: board });
  expect(await reads(mo, made)).toBe(false);
  await ana.do('post.restore', made.place);
  expect(await reads(mo, made)).toBe(true);
  expect((await mo.see('thread.get', { threadId: made.threadId })).posts.map(({ deleted }) => deleted)).toEqual([
    false,
    true,
    false,
  ]);
  await ana.do('post.delete', made.place);
  await ben.do('post.restore', last);
  expect(await reads(mo, made)).toBe(true);
});

test('U7: nobody but its author and who moderates the board it stood on brings it back, and nobody else learns of it', async () => {
  const group = { name: `Stewards ${++words}`, purpose: 'They keep a board.', language: 'en', kind: 'open' } as const;
  const groups = [(await ada.do('group.create', group)).id, (await ada.do('group.create', group)).id];
  const [steward, neighbour] = [await app.person(), await app.person()];
  await steward.do('group.join', { groupId: present(groups[0]) });
  await neighbour.do('group.join', { groupId: present(groups[1]) });
  const ours = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [present(groups[0])] } });
  await aBoardOf(ada, { moderate: { circle: 'staff', groups: [present(groups[1])] } });
  const { place, threadId } = await started(ana, ours);
  await ana.do('post.delete', place);
  for (const other of [ben, neighbour]) {
    expect(await refusal(other, 'post.restore', place)).toBe('no-such-thing');
    expect(await refusal(other, 'review.open', place)).toBe('no-such-thing');
    expect(await refusal(other, 'post.purge', { ...place, reason: 'Mine' })).toBe('no-such-thing');
    expect(await refusal(other, 'post.delete', place)).toBe('no-such-thing');
    expect(await refusal(other, 'post.edit', { ...place, text: 'Mine' })).toBe('no-such-thing');
    expect(reasonIn((await other.get('thread.moderation', { threadId })).body)).toBe('no-such-thing');
    for (const name of ['post.removed', 'post.history'])
      expect(reasonIn((await other.get(name, place)).body)).toBe('no-such-thing');
  }
  expect((await steward.see('thread.moderation', { threadId })).isOff).toBe(true);
  expect(await steward.do('post.restore', place)).toMatchObject({ thread: { boardId: ours } });
});

test('U7: removed by a decision it is gone; the undo brings it back, and its author does not', async () => {
  const made = await started();
  await ben.do('report.make', { subject: { kind: 'post', ...made.place }, reason: 'other', note: '' });
  const { id: itemId, rev } = await mo.do('review.open', made.place);
  const decided = await mo.do('review.resolve', { itemId, rev, act: 'remove', rule: 'be-kind', words: 'Kinder.' });
  for (const reader of [ben, app.stranger()]) expect(await reads(reader, made)).toBe(false);
  expect(await refusal(ana, 'post.restore', made.place)).toBe('not-yours');
  // Moderators see what it was, its author why, and who reported it that somebody looked.
  expect((await mo.see('review.get', { itemId })).shown).toMatchObject({
    board: { id: board },
    missing: 'deleted',
    path: null,
  });
  expect((await mo.see('review.get', { itemId })).shown.title).toContain(made.word);
  const { removed } = await ana.see('removal.own', {});
  expect(removed).toMatchObject([{ thread: { id: made.threadId, isOff: true }, isRemoved: true, mayAppeal: true }]);
  const bell = async (who: Person) =>
    (await who.see('bell.list', {})).rows.find(({ thread }) => thread.id === made.threadId);
  expect(await bell(ana)).toMatchObject({ thread: { title: `${made.word} asks` }, notices: [{ kind: 'removed' }] });
  expect(await bell(ben)).toMatchObject({ thread: { title: '', isOff: true }, notices: [{ kind: 'report' }] });

  await mo.do('review.undo', { itemId, rev: decided.rev });
  expect(await reads(ben, made)).toBe(true);
});

test('U7: an appeal that is won brings it back', async () => {
  const made = await started();
  await removeAs(mo, made.place);
  const { itemId } = present((await ana.see('removal.own', {})).removed[0]);
  await ana.do('removal.appeal', { itemId, words: 'It was a quotation.' });
  await app.settled();
  expect(await reads(ben, made)).toBe(false);
  const { rows } = await ada.see('review.list', {});
  const { item } = present(
    rows.find(
      ({ item: one }) => one.kind === 'appeal' && 'threadId' in one.subject && one.subject.threadId === made.threadId,
    ),
  );
  await ada.do('review.resolve', { itemId: item.id, rev: item.rev, act: 'none', rule: null, words: 'You are right.' });
  expect(await reads(ben, made)).toBe(true);
});

test('U7: what its author deletes while a moderator decides to remove it its author brings back no more', async () => {
  for (let n = 0; n < 6; n++) {
    const made = await started();
    const { id: itemId, rev } = await mo.do('review.open', made.place);
    const decision = { itemId, rev, act: 'remove', rule: null, words: '' } as const;
    const [decided] = await Promise.all([mo.try('review.resolve', decision), ana.try('post.delete', made.place)]);
    await app.settled();
    expect(await reads(ben, made)).toBe(false);
    if (!decided.ok) expect(decided).toMatchObject({ error: { reason: 'review-nothing-to-remove' } });
    else expect(await refusal(ana, 'post.restore', made.place)).toBe('not-yours');
    await mo.do('post.restore', made.place);
    expect(await reads(ben, made)).toBe(true);
  }
});

test('U7: hidden until a moderator looks it is gone, and back once it is shown; its author is told', async () => {
  const made = await started();
  for (const one of known.splice(0, 3)) {
    app.clock.advance(1_000);
    await one.do('report.make', { subject: { kind: 'post', ...made.place }, reason: 'harassment', note: '' });
  }
  for (const reader of [ben, mo, app.stranger()]) expect(await reads(reader, made)).toBe(false);
  expect((await ana.see('report.own', {})).hidden).toMatchObject([{ thread: { id: made.threadId, isOff: true } }]);
  expect(await refusal(ana, 'post.restore', made.place)).toBe('not-yours');
  const { rows } = await mo.see('review.list', {});
  const row = present(rows.find(({ item }) => 'threadId' in item.subject && item.subject.threadId === made.threadId));
  expect(row.shown).toMatchObject({ text: `${made.word} says so.`, board: { id: board }, path: null });
  await mo.do('review.reject', { itemId: row.item.id, rev: row.item.rev, words: '' });
  expect(await reads(ben, made)).toBe(true);
});

test('U7: the desk and the log of moderators tell of it on the board it stood on, and it is purged from there', async () => {
  const made = await started();
  await ana.do('post.delete', made.place);
  await app.settled();
  const rows = async () =>
    (await mo.see('desk.list', { filter: { boardId: board } })).rows.filter(
      ({ thread }) => thread?.id === made.threadId,
    );
  expect((await rows()).map(({ ref, thread, isDeleted }) => [ref.kind, thread?.isOff, isDeleted])).toEqual([
    ['deleted', true, true],
    ['started', true, true],
  ]);
  expect(
    (await mo.see('desk.list', { filter: { unanswered: true } })).rows.some(
      ({ thread }) => thread?.id === made.threadId,
    ),
  ).toBe(false);
  const { isOff, board: stood, removed } = await mo.see('thread.moderation', { threadId: made.threadId });
  expect({ isOff, stood: stood.id, removed: removed.map(({ no }) => no) }).toEqual({
    isOff: true,
    stood: board,
    removed: [1],
  });
  expect((await mo.see('post.removed', made.place)).thread.isOff).toBe(true);
  await mo.do('post.purge', { ...made.place, reason: 'A telephone number', title: 'Taken away' });
  const [entry] = (await mo.see('audit.list', { act: 'post.purge' })).entries;
  expect(entry).toMatchObject({ board: { id: board }, on: { id: made.threadId, name: { en: 'Taken away' } } });
  expect(await refusal(ana, 'post.restore', made.place)).toMatch(/purged|not-yours/);
  expect(await reads(ben, made)).toBe(false);
});

test('U7: a reply that comes while the only post is deleted is either refused, or it is there and so is its thread', async () => {
  for (let n = 0; n < 12; n++) {
    const made = await started();
    const text = `Reply ${n} of somebody who is quick`;
    const both = [
      () => ben.try('post.reply', { threadId: made.threadId, text }),
      () => ana.try('post.delete', made.place),
    ];
    if (n % 2) both.reverse();
    const done = await Promise.all(both.map((act) => act()));
    const [reply, deleted] = n % 2 ? done.toReversed() : done;
    expect(deleted).toMatchObject({ ok: true });
    if (!reply?.ok) expect(reply).toMatchObject({ error: { reason: 'no-such-thing' } });
    expect(await reads(ben, made)).toBe(reply?.ok === true);
    if (reply?.ok)
      expect((await ben.see('thread.get', { threadId: made.threadId })).posts).toMatchObject([
        { deleted: true },
        { deleted: false },
      ]);
  }
});

test('U7: posts that went elsewhere are reached through it, and it stays for them; what comes to an emptied one brings it back', async () => {
  const made = await started();
  const { post: first } = await ben.do('post.reply', { threadId: made.threadId, text: 'About something else.' });
  const { to } = await mo.do('thread.split', {
    threadId: made.threadId,
    nos: [first.no],
    to: board,
    title: 'Something else',
  });
  await app.settled();
  expect(await ana.do('post.delete', made.place)).not.toHaveProperty('stoodOn');
  expect((await ben.see('thread.whereabouts', { threadId: made.threadId, no: first.no })).thread.id).toBe(to);
  expect(await ben.do('post.delete', { threadId: to, no: 1 })).toMatchObject({ stoodOn: board });
  expect(await refusal(mo, 'thread.merge', { threadId: made.threadId, into: to })).toBe('no-such-thing');
});

test('L12, U7: who asked without a name brings the question back, and nobody learns who that was', async () => {
  const unnamed = await aBoardOf(ada, {}, { asksUnnamed: true });
  const threadId = await askUnnamed(ana, unnamed);
  const place = { threadId, no: 1 };
  expect(await ana.do('post.delete', place)).toMatchObject({ stoodOn: unnamed, thread: { by: null } });
  expect(await refusal(ben, 'post.restore', place)).toBe('no-such-thing');
  expect(await ana.do('post.restore', place)).toMatchObject({ thread: { boardId: unnamed, by: null } });
});
