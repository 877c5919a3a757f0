import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setRoleOf } from '@hearth/server/features/accounts/store';
import { renderer } from '@hearth/server/features/threads/markdown/renderer';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { boardLimits } from '@hearth/shared/boards/limits';
import { threadLimits } from '@hearth/shared/threads/limits';
import { aBoard, anAnsweredThread, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { removeAs } from '../support/removing.ts';

let app: TestApp;
let board: BoardId;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  ana = await app.person({ name: 'Ana Fuentes' });
  ben = await app.person({ name: 'Ben Okafor' });
});
afterAll(() => app.close());

test('a thread that is started twice under one id is one thread', async () => {
  const own = await aBoard();
  const input = { boardId: own, title: 'Late bus', text: 'Who drives?', language: 'en' as const };
  const commandId = randomUUID();
  const [first, second] = [
    await ana.do('thread.start', input, commandId),
    await ana.do('thread.start', input, commandId),
  ];
  expect(second).toEqual(first);
  await app.settled();
  expect((await ana.see('board.get', { boardId: own })).board.threads).toBe(1);
});

test('somebody else cannot take the id of a thread that exists', async () => {
  const commandId = randomUUID();
  const input = { boardId: board, title: 'Mine', text: 'Mine', language: 'en' as const };
  await ana.do('thread.start', input, commandId);
  expect(await ben.try('thread.start', { ...input, title: 'Not yours' }, commandId)).toMatchObject({
    error: { reason: 'id-taken' },
  });
});

test('only its author changes a post; its author and moderators delete it; whoever deleted it brings it back', async () => {
  const moderator = await app.person({ role: 'moderator' });
  const { id: threadId } = await anAnsweredThread(ana, ben, board);
  const post = { threadId, no: 1 };
  for (const person of [ben, moderator]) {
    expect(await person.try('post.edit', { ...post, text: 'Changed' })).toMatchObject({
      error: { reason: 'not-yours' },
    });
  }
  expect(await ben.try('post.delete', post)).toMatchObject({ error: { reason: 'not-yours' } });
  expect(await moderator.try('post.delete', post)).toMatchObject({ error: { reason: 'not-yours' } });
  await removeAs(moderator, post);
  expect((await ben.see('thread.get', { threadId })).posts[0]).toMatchObject({ deleted: true, html: '' });
  expect(await ana.try('post.restore', post)).toMatchObject({ error: { reason: 'not-yours' } });
  expect(await ana.try('post.edit', { ...post, text: 'Anyway' })).toMatchObject({
    error: { reason: 'already-deleted' },
  });
  expect(await moderator.do('post.restore', post)).toMatchObject({
    post: { deleted: false, html: '<p>We have no driver.</p>\n' },
  });
});

test('what a moderator has removed comes back by moderators alone, and not by whoever is none any more', async () => {
  const [moderator, other] = [await app.person({ role: 'moderator' }), await app.person({ role: 'moderator' })];
  const post = { threadId: (await anAnsweredThread(ana, ben, board)).id, no: 1 };
  await removeAs(moderator, post);
  expect(await ana.try('post.restore', post)).toMatchObject({ error: { reason: 'not-yours' } });
  expect(await ana.try('post.delete', post)).toMatchObject({ error: { reason: 'already-deleted' } });
  await setRoleOf(moderator.personId, 'member');
  expect(await moderator.try('post.restore', post)).toMatchObject({ error: { reason: 'not-yours' } });
  expect(await other.do('post.restore', post)).toMatchObject({ post: { deleted: false } });
});

test('an edited post says so, keeps its number and its author’s words, and its source is the author’s alone', async () => {
  const { id: threadId } = await aThread(ana, board);
  app.clock.advance(threadLimits.graceMs);
  const edited = await ana.do('post.edit', { threadId, no: 1, text: 'We **have** a driver.' });
  expect(edited.post).toMatchObject({
    no: 1,
    html: '<p>We <strong>have</strong> a driver.</p>\n',
    editedAt: expect.any(String),
  });
  expect(await ana.see('post.source', { threadId, no: 1 })).toEqual({
    text: 'We **have** a driver.',
    pictures: [],
    files: [],
  });
  expect((await ben.get('post.source', { threadId, no: 1 })).status).toBe(403);
});

test('attacks 3, 13, 19: a board for members does not exist for strangers: nor do its threads, posts and stream', async () => {
  const members = await aBoard({ readers: 'members' });
  const { id: threadId } = await aThread(ana, members, { title: 'Among us' });
  const stranger = app.stranger();
  expect((await stranger.see('board.list', {})).map(({ id }) => id)).not.toContain(members);
  for (const [name, input] of [
    ['board.get', { boardId: members }],
    ['thread.get', { threadId }],
    ['post.source', { threadId, no: 1 }],
  ] as const) {
    expect({ name, ...(await stranger.get(name, input)) }).toMatchObject({
      status: 404,
      body: { error: { reason: 'no-such-thing' } },
    });
  }
  const socket = stranger.openSocket();
  for (const stream of [`thread:${threadId}`, `board:${members}`]) {
    expect(await socket.emitWithAck('watch', stream, { seq: 0, mark: '' })).toMatchObject({
      error: { reason: 'no-such-thing' },
    });
  }
  socket.disconnect();
  expect(JSON.stringify(await stranger.see('thread.latest', { most: 20 }))).not.toContain('Among us');
});

test('nobody posts where they may not read', async () => {
  const staff = await aBoard({ readers: 'staff' });
  const moderator = await app.person({ role: 'moderator' });
  const { id: threadId } = await aThread(moderator, staff);
  expect(await ana.try('thread.start', { boardId: staff, title: 'T', text: 'T', language: 'en' })).toMatchObject({
    error: { reason: 'no-such-thing' },
  });
  expect(await ana.try('post.reply', { threadId, text: 'Let me in' })).toMatchObject({
    error: { reason: 'no-such-thing' },
  });
});

test('what nobody may post is refused before anybody renders it', async () => {
  const { id: threadId } = await aThread(ana, board);
  const hidden = await aThread(await app.person({ role: 'moderator' }), await aBoard({ readers: 'staff' }));
  // As ids look, and nobody's.
  const nowhere = threadId.replace(/./g, '0') as ThreadId;
  const text = 'Seven chairs for the family room. '.repeat(60);
  const rendering = app.services.use(renderer);
  let isHeld = true;
  const fill = async () => {
    while (isHeld) await rendering.render(text);
  };
  // As many as may wait, so that one more is told to come back.
  const fillers = Promise.allSettled(Array.from({ length: 200 }, fill));
  expect(await ana.try('post.reply', { threadId, text })).toMatchObject({ error: { reason: 'busy' } });
  const refused = [
    await ben.try('post.reply', { threadId: nowhere, text }),
    await ben.try('post.reply', { threadId: hidden.id, text }),
    await ben.try('post.edit', { threadId, no: 1, text }),
    await ben.try('post.edit', { threadId, no: 2, text }),
  ];
  expect(refused.map((one) => (one.ok ? null : one.error.reason))).toEqual([
    'no-such-thing',
    'no-such-thing',
    'not-yours',
    'no-such-thing',
  ]);
  expect(await ana.try('post.reply', { threadId, text })).toMatchObject({ error: { reason: 'busy' } });
  isHeld = false;
  await fillers;
  expect(await ana.do('post.edit', { threadId, no: 1, text })).toMatchObject({ post: { no: 1 } });
  expect(await ben.do('post.reply', { threadId, text })).toMatchObject({ post: { no: 2 } });
});

test('how far one has read only moves forward, and opens the thread at the first unread page', async () => {
  const { id: threadId } = await aThread(ana, board);
  for (let n = 0; n < threadLimits.page + 4; n++) await ben.do('post.reply', { threadId, text: `Reply ${n}` });
  await ana.do('thread.mark-read', { threadId, no: 52 });
  await ana.do('thread.mark-read', { threadId, no: 3 });
  const opened = await ana.see('thread.get', { threadId });
  expect(opened).toMatchObject({ readNo: 52 });
  expect(opened.posts.map(({ no }) => no)).toEqual([51, 52, 53, 54, 55]);
  expect(await ana.do('thread.mark-read', { threadId, no: 9_999 })).toEqual({ no: 55 });
  expect((await app.stranger().see('thread.get', { threadId })).posts).toHaveLength(threadLimits.page);
}, 20_000);

test('a link to post n opens the page it is on', async () => {
  const { id: threadId } = await aThread(ana, board);
  for (let n = 0; n < threadLimits.page + 4; n++) await ben.do('post.reply', { threadId, text: `Reply ${n}` });
  const { posts } = await ben.see('thread.get', { threadId, around: 53 });
  expect(posts[0]?.no).toBe(51);
  expect((await ben.see('thread.get', { threadId, from: 54 })).posts.map(({ no }) => no)).toEqual([54, 55]);
}, 20_000);

test('of what is new on each board one is told what one has not read, and strangers nothing', async () => {
  const [own, staff] = [await aBoard(), await aBoard({ readers: 'staff' })];
  const moderator = await app.person({ role: 'moderator' });
  await aThread(moderator, staff, { title: 'Among us' });
  const first = await aThread(ben, own, { title: 'First' });
  const second = await aThread(ben, own, { title: 'Second' });
  const unread = async (person: Person) => {
    const { rows } = await person.see('unread.list', { most: 2 });
    const { boards } = await person.see('unread.count', {});
    return { titles: rows.map(({ thread }) => thread.title), count: boards[own] ?? 0, staff: boards[staff] ?? 0 };
  };
  expect(await unread(ana)).toEqual({ titles: ['Second', 'First'], count: 2, staff: 0 });
  await ana.do('thread.mark-read', { threadId: second.id, no: 1 });
  expect(await unread(ana)).toMatchObject({ count: 1, staff: 0 });
  await ben.do('post.reply', { threadId: first.id, text: 'Still.' });
  expect(await unread(ben)).toMatchObject({ count: 0 });
  expect(await unread(moderator)).toMatchObject({ staff: 0, count: 2 });
  expect(await unread(app.stranger())).toEqual({ titles: [], count: 0, staff: 0 });
});

test('R11: a place beyond the end is the last page', async () => {
  const { id: threadId } = await aThread(ana, board);
  for (let n = 0; n < threadLimits.page + 1; n++) await ben.do('post.reply', { threadId, text: `Reply ${n}` });
  for (const where of [{ from: 999 }, { around: 999 }])
    expect((await ben.see('thread.get', { threadId, ...where })).posts.map(({ no }) => no)).toEqual([51, 52]);
});

test('R12: one’s own post is read where all before it was', async () => {
  const { id: threadId } = await aThread(ana, board);
  const readNoOf = async (person: Person) => (await person.see('board.get', { boardId: board })).read[threadId];
  expect(await readNoOf(ana)).toBe(1);
  await ana.do('post.reply', { threadId, text: 'Anybody?' });
  expect(await readNoOf(ana)).toBe(2);
  // He has not opened it: the question stays unread for him.
  await ben.do('post.reply', { threadId, text: 'Me.' });
  expect(await readNoOf(ben)).toBeUndefined();
  await ana.do('post.reply', { threadId, text: 'Great.' });
  expect(await readNoOf(ana)).toBe(2);
  await ben.do('thread.mark-read', { threadId, no: 4 });
  await ben.do('post.reply', { threadId, text: 'Tomorrow, then.' });
  expect(await readNoOf(ben)).toBe(5);
});

test('a board is read page by page without missing or repeating a thread', async () => {
  const own = await aBoard();
  const started: ThreadId[] = [];
  for (let n = 0; n < boardLimits.page * 2 + 3; n++)
    started.push((await aThread(ana, own, { title: `Thread ${n}` })).id);
  const seen: ThreadId[] = [];
  for (let before = {}; ;) {
    const page = await ben.see('board.get', { boardId: own, ...before });
    seen.push(...page.rows.map(({ id }) => id));
    const last = page.rows.at(-1);
    if (!page.more || !last) break;
    before = { before: { at: last.lastPostAt, id: last.id } };
  }
  expect(seen.toSorted()).toEqual(started.toSorted());
  expect(new Set(seen).size).toBe(started.length);
}, 20_000);

test('signs that turn the direction of writing or cannot be seen are taken out', async () => {
  const { thread, post } = await ana.do('thread.start', {
    boardId: board,
    title: 'Nice\u202Egnp.exe',
    text: 'a\u0000b\u2066c',
    language: 'en',
  });
  expect(thread.title).toBe('Nicegnp.exe');
  expect(post.html).toBe('<p>abc</p>\n');
});

test('a board that is kept waiting is told once of all that a thread did meanwhile', async () => {
  const own = await aBoard();
  const { id } = await aThread(ana, own);
  await app.settled();
  const told = (await ana.see('board.get', { boardId: own })).position.seq;
  const held = Promise.withResolvers<unknown>();
  app.services.streams.commandQueue.add(`board:${own}`, null, async () => void (await held.promise), false);
  for (let reply = 0; reply < 6; reply++) {
    await ben.do('post.reply', { threadId: id, text: 'And on Fridays?' });
    // Longer than a burst is gathered.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  held.resolve(null);
  await app.settled();
  const { position, rows } = await ana.see('board.get', { boardId: own });
  // The first that came, and all the others.
  expect(position.seq - told).toBe(2);
  expect(rows[0]?.lastNo).toBe(7);
});

test('a preview looks as the post will, keeps nothing, and is for members', async () => {
  const text = '**Bus**\n\n- a\n- b\n\n<script>1</script>';
  const { html } = await ana.see('post.preview', { text });
  const { post } = await ana.do('thread.start', { boardId: board, title: 'Bus', text, language: 'en' });
  expect(html).toBe(post.html);
  const refused = await app.stranger().get('post.preview', { text });
  expect(refused.body).toMatchObject({ error: { reason: 'sign-in-first' } });
});

test('a reply says which post it answers, on pages and in events; one that is not there is none', async () => {
  const { id: threadId } = await aThread(ana, board, { title: 'Bus' });
  const { post } = await ben.do('post.reply', { threadId, text: 'I do.', inReplyTo: 1 });
  expect(post).toMatchObject({ no: 2, inReplyTo: 1 });
  const plain = await ana.do('post.reply', { threadId, text: 'Thanks' });
  expect(plain.post).not.toHaveProperty('inReplyTo');
  const edited = await ben.do('post.edit', { threadId, no: 2, text: 'I drive.' });
  expect(edited.post).toMatchObject({ inReplyTo: 1 });
  const { posts } = await app.stranger().see('thread.get', { threadId });
  expect(posts.map(({ inReplyTo }) => inReplyTo)).toEqual([undefined, 1, undefined]);
  const refused = await ben.try('post.reply', { threadId, text: 'To nobody', inReplyTo: 4 });
  expect(refused).toMatchObject({ ok: false, error: { reason: 'no-such-thing' } });
});
