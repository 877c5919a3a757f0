import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BookmarkModel } from '@hearth/server/features/bookmarks/model';
import { EventModel } from '@hearth/server/streams/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';

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

const everyone = { circle: 'everyone' as const, groups: [] };
const EVERYBODY = { see: everyone, read: everyone };
const refused = (reason: string) => ({ ok: false, error: { reason } });
const see = (threadId: ThreadId, by = ana) => by.see('thread.get', { threadId, from: 1 });
const postsOf = async (threadId: ThreadId) => (await see(threadId)).posts.filter(({ note }) => !note);
const wordsOf = async (threadId: ThreadId) =>
  (await postsOf(threadId)).map(({ html }) => html.replace(/<[^>]*>|\n/g, ''));

async function reply(by: Person, threadId: ThreadId, text: string, inReplyTo?: number): Promise<number> {
  return (await by.do('post.reply', { threadId, text, ...(inReplyTo && { inReplyTo }) })).post.no;
}

async function merged(threadId: ThreadId, into: ThreadId): Promise<void> {
  await mo.do('thread.merge', { threadId, into });
  await app.settled();
}

test('all posts of a thread go on in another one, once, as they were written, and its address leads there', async () => {
  const [own, other] = [await aBoard(), await aBoard()];
  const from = await aThread(ana, own, { title: 'Bus', text: 'First words' });
  const into = await aThread(ben, other, { title: 'Buses', text: 'There before' });
  const no = await reply(ben, from.id, 'An **answer**', 1);
  await reply(ana, from.id, 'Regretted');
  await ana.do('post.delete', { threadId: from.id, no: 3 });
  const before = (await see(from.id)).posts;
  app.clock.advance(3_600_000);

  const commandId = randomUUID();
  const done = await mo.do('thread.merge', { threadId: from.id, into: into.id }, commandId);
  expect(done).toMatchObject({ thread: { merged: true, excerpt: '' }, post: { no: 4, note: { kind: 'merged' } } });
  await app.settled();
  expect(await mo.do('thread.merge', { threadId: from.id, into: into.id }, commandId)).toEqual(done);

  const there = await see(into.id);
  expect(there.posts.map(({ note, html }) => note ?? html)).toEqual([
    '<p>There before</p>\n',
    { kind: 'came', posts: 3, title: 'Bus' },
    ...['<p>First words</p>\n', '<p>An <strong>answer</strong></p>\n', ''],
  ]);
  const same = ({ by, at, editedAt, deleted }: (typeof before)[number]) => ({ by, at, editedAt, deleted });
  expect(there.posts.slice(2).map(same)).toEqual(before.map(same));
  expect(there.posts[3]?.inReplyTo).toBe(3);
  expect(there.thread).toMatchObject({ replies: 3, lastNo: 5, lastPostNo: 5, lastPostAt: before[2]?.at });
  // The one who deleted it brings it back there.
  await ana.do('post.restore', { threadId: into.id, no: 5 });
  expect((await wordsOf(into.id)).at(-1)).toBe('Regretted');

  const left = await see(from.id);
  expect(left.thread).toMatchObject({ replies: 0, merged: true });
  expect(left.posts.map(({ note }) => note?.kind)).toEqual(['went', 'went', 'went', 'merged']);
  expect(JSON.stringify(left)).not.toContain(into.id);
  expect(await ana.see('thread.whereabouts', { threadId: from.id, no })).toMatchObject({
    thread: { id: into.id },
    no: 4,
  });
  expect(await ana.see('thread.whereabouts', { threadId: from.id })).toMatchObject({
    thread: { title: 'Buses' },
    no: 3,
  });
  expect((await ana.get('thread.whereabouts', { threadId: into.id })).body).toMatchObject(refused('no-such-thing'));
  const [gone, grown] = [await ana.see('board.get', { boardId: own }), await ana.see('board.get', { boardId: other })];
  expect([gone.board.threads, gone.rows, grown.board.threads]).toEqual([0, [], 1]);
  expect((await ana.see('feed.board', { boardId: own })).entries).toEqual([]);
  for (const text of ['First words', '>answer<', 'Regretted'])
    expect(JSON.stringify(await EventModel.find({ stream: `thread:${from.id}` }).lean())).not.toContain(text);
}, 30_000);

test('nobody writes any more in a thread that was merged, nor does anything to it; nor are two merged into each other', async () => {
  const [from, into] = [await aThread(ana, board), await aThread(ana, board)];
  expect(await mo.try('thread.merge', { threadId: from.id, into: from.id })).toMatchObject(refused('into-itself'));
  await merged(from.id, into.id);
  const threadId = from.id;
  for (const [name, input] of [
    ['post.reply', { text: 'The last word' }],
    ['thread.lock', { reason: 'Enough.' }],
    ['thread.move', { to: board }],
    ['thread.tag', { tags: [] }],
    ['thread.merge', { into: into.id }],
    ['thread.split', { nos: [2], to: board, title: 'Apart' }],
  ] as const)
    expect((await mo.post(name, { threadId, ...input })).body).toMatchObject(refused('merged'));
  for (const name of ['post.edit', 'post.delete', 'reaction.set'] as const)
    expect((await ana.post(name, { threadId, no: 1, text: 'x', kind: null })).body).toMatchObject({ ok: false });
  expect(await mo.try('thread.merge', { threadId: into.id, into: from.id })).toMatchObject(refused('into-itself'));

  const [one, two] = [await aThread(ana, board, { text: 'One' }), await aThread(ana, board, { text: 'Two' })];
  const both = await Promise.all([
    mo.try('thread.merge', { threadId: one.id, into: two.id }),
    mo.try('thread.merge', { threadId: two.id, into: one.id }),
  ]);
  await app.settled();
  expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  const stays = both[0]?.ok ? two.id : one.id;
  expect((await wordsOf(stays)).toSorted()).toEqual(['One', 'Two']);
}, 30_000);

test('chosen posts become a thread of their own, with the times, authors and tags they had', async () => {
  const own = await aBoard({ kind: 'question' });
  const { id: threadId } = await aThread(ana, own, { text: 'Opening' });
  for (const text of ['Stays', 'Goes', 'Stays too', 'Goes too']) await reply(ben, threadId, text);
  await reply(ana, threadId, 'Goes last', 3);
  await ana.do('answer.accept', { threadId, no: 3 });
  const { posts: before } = await see(threadId);
  const input = { threadId, to: board, title: 'Apart' };
  expect(await mo.try('thread.split', { ...input, nos: [1, 2] })).toMatchObject(refused('not-to-split'));
  expect(await mo.try('thread.split', { ...input, nos: [77] })).toMatchObject(refused('not-to-split'));
  app.clock.advance(3_600_000);
  const { to, post } = await mo.do('thread.split', { ...input, nos: [6, 5, 3, 3] });
  expect(post.note).toEqual({ kind: 'split', posts: 3 });
  await app.settled();

  const there = await see(to);
  expect(there.board.id).toBe(board);
  expect(there.thread).toMatchObject({ title: 'Apart', by: before[2]?.by, startedAt: before[2]?.at, excerpt: 'Goes' });
  expect(there.thread.lastPostAt).toBe(before[5]?.at);
  expect(await wordsOf(to)).toEqual(['Goes', 'Goes too', 'Goes last']);
  expect(there.posts[2]?.inReplyTo).toBe(1);
  expect(there.posts[3]?.note).toMatchObject({ kind: 'came', posts: 3 });
  const here = await see(threadId);
  expect(here.thread).toMatchObject({ answer: null, replies: 2, lastPostNo: 4 });
  expect(await wordsOf(threadId)).toEqual(['Opening', 'Stays', 'Stays too']);
  expect(here.posts.map(({ note }) => note?.kind)).toEqual([
    ...[undefined, undefined, 'went', undefined, 'went', 'went', 'split'],
  ]);
  // It goes on here, and there.
  await reply(ben, threadId, 'On');
  await reply(ben, to, 'On there');
  expect((await see(threadId)).thread.lastPostNo).toBe(8);
}, 30_000);

test('whoever may not read where posts went hears no word of it, and whoever moderates one board alone moves nothing', async () => {
  const hidden = await aBoard({ readers: 'staff' });
  const local = await app.person();
  const theirs = await aBoardOf(mo, { ...EVERYBODY, moderate: { circle: 'members', groups: [] } });
  const [from, ours] = [
    await aThread(ana, theirs, { title: 'Open' }),
    await aThread(mo, hidden, { title: 'Among us' }),
  ];
  const no = await reply(ben, from.id, 'Words');
  expect(await local.try('thread.merge', { threadId: from.id, into: ours.id })).toMatchObject(refused('no-such-thing'));
  const open = await aThread(ana, board);
  expect(await local.try('thread.merge', { threadId: from.id, into: open.id })).toMatchObject(refused('not-allowed'));
  const apart = { threadId: from.id, nos: [no], to: board, title: 'Apart' };
  expect(await local.try('thread.split', apart)).toMatchObject(refused('not-allowed'));

  await merged(from.id, ours.id);
  expect((await ben.get('thread.whereabouts', { threadId: from.id })).body).toMatchObject(refused('no-such-thing'));
  expect(JSON.stringify(await see(from.id, ben))).not.toMatch(/Among us|Words/);
  expect(JSON.stringify(await see(from.id, ben))).not.toContain(ours.id);
  expect(await mo.see('thread.whereabouts', { threadId: from.id })).toMatchObject({ thread: { id: ours.id } });
  // Back among all: nobody reads of the board it was on.
  await merged(ours.id, open.id);
  expect((await see(open.id)).posts[1]?.note).toEqual({ kind: 'came', posts: 3, title: null });
  expect(await ben.see('thread.whereabouts', { threadId: from.id, no })).toMatchObject({ thread: { id: open.id } });
}, 30_000);

test('H33: the title of a thread on a board that all know of and few read stays there', async () => {
  const closed = await aBoardOf(mo, { ...EVERYBODY, read: { circle: 'staff', groups: [] } });
  const from = await aThread(mo, closed, { title: 'About somebody' });
  const no = await reply(mo, from.id, 'For all');
  const { to } = await mo.do('thread.split', { threadId: from.id, nos: [no], to: board, title: 'Apart' });
  await app.settled();
  expect((await see(to)).posts.flatMap(({ note }) => note ?? [])).toEqual([{ kind: 'came', posts: 1, title: null }]);
});

test('thanks, pictures, wordings, the bell and bookmarks go along, and tell nobody anything anew', async () => {
  const [from, into] = [await aThread(ana, board), await aThread(ana, board)];
  const file = await upload(ben, await gradient(300, 300).jpeg().toBuffer(), 'picture');
  const pictures = [{ fileId: file.id, alt: 'A bus' }];
  const { post } = await ben.do('post.reply', { threadId: from.id, text: `Look`, pictures });
  app.clock.advance(121_000);
  await ben.do('post.edit', { threadId: from.id, no: 2, text: `Look at [@Ana](/people/${ana.personId})` });
  await ana.do('reaction.set', { threadId: from.id, no: 2, kind: 'thanks' });
  await mo.do('bookmark.set', { threadId: from.id, no: 2 });
  await app.settled();
  const bell = async (person: Person) => {
    const { rows } = await person.see('bell.list', {});
    return rows.flatMap(({ thread, isNew, notices }) => notices.map(({ kind, no }) => [thread.id, isNew, kind, no]));
  };
  const of = (all: unknown[][], id: string) => all.filter(([threadId]) => threadId === id);
  const [anas, bens] = [of(await bell(ana), from.id), of(await bell(ben), from.id)];
  expect([anas.length > 0, bens.map(([, , kind]) => kind)]).toEqual([true, ['thanks']]);

  await merged(from.id, into.id);
  const no = 4;
  expect((await see(into.id)).posts.at(-1)).toMatchObject({ no, html: expect.stringContaining(file.id) });
  expect((await app.stranger().get('reaction.in', { threadId: into.id, from: 1, to: 9 })).body).toMatchObject({
    value: { counts: { [no]: { thanks: 1 } } },
  });
  expect((await ana.see('reaction.in', { threadId: from.id, from: 1, to: 9 })).counts).toEqual({});
  const { wordings } = await ana.see('post.history', { threadId: into.id, no });
  expect(wordings.map(({ isCurrent }) => isCurrent)).toEqual([true, false]);
  expect(wordings.at(-1)?.parts).toEqual([{ kind: 'same', text: 'Look' }]);
  const moved = (all: unknown[][]) => all.map(([, isNew, kind]) => [into.id, isNew, kind, no]);
  expect(of(await bell(ana), into.id)).toEqual(moved(anas));
  expect(of(await bell(ben), into.id)).toEqual(moved(bens));
  expect(await BookmarkModel.countDocuments({ personId: mo.personId })).toBe(1);
  const [marked] = (await mo.see('bookmark.list', {})).rows;
  expect(JSON.stringify(marked)).toContain('Look at');
  // It is edited there, and the picture goes with the words.
  await ben.do('post.edit', { threadId: into.id, no, text: 'Gone', pictures: [] });
  await app.settled();
  expect((await see(into.id)).posts.at(-1)?.html).not.toContain(post.html);
}, 40_000);

test('whoever followed a thread follows the one it goes on in, says who did not choose otherwise, and has read what they had read', async () => {
  const own = await aBoard();
  const [from, into] = [await aThread(ana, own, { title: 'From' }), await aThread(ben, own, { title: 'Into' })];
  const [reader, other, mute] = [await app.person(), await app.person(), await app.person()];
  for (const person of [reader, other, mute]) await person.do('unread.mark-all', {});
  app.clock.advance(1_000);
  for (const text of ['One', 'Two']) await reply(ben, from.id, text);
  await reply(ana, into.id, 'There');
  await reader.do('follow.set', { what: { threadId: from.id }, level: 'follow' });
  await mute.do('follow.set', { what: { threadId: from.id }, level: 'follow' });
  await mute.do('follow.set', { what: { threadId: into.id }, level: 'mute' });
  await reader.do('thread.mark-read', { threadId: from.id, no: 3 });
  await reader.do('thread.mark-read', { threadId: into.id, no: 2 });
  await other.do('thread.mark-read', { threadId: from.id, no: 2 });
  await other.do('thread.mark-read', { threadId: into.id, no: 2 });
  for (const person of [reader, other]) await person.see('unread.count', {});

  await merged(from.id, into.id);
  const standing = async (person: Person) => {
    const { level, reason } = await person.see('follow.thread', { threadId: into.id });
    return { level, reason };
  };
  expect(await standing(reader)).toEqual({ level: 'follow', reason: 'merged' });
  expect(await standing(mute)).toEqual({ level: 'mute', reason: 'chosen' });
  expect(await standing(other)).toEqual({ level: 'normal', reason: null });
  const unread = async (person: Person) => (await person.see('unread.list', {})).rows.map(({ thread }) => thread.title);
  expect(await unread(reader)).toEqual([]);
  expect((await reader.see('thread.get', { threadId: into.id })).readNo).toBe(6);
  expect(await unread(other)).toEqual(['Into']);
  expect((await other.see('thread.get', { threadId: into.id })).readNo).toBe(5);
}, 30_000);

test('of a thread that is split only what one had not read is unread', async () => {
  const own = await aBoard();
  const { id: threadId } = await aThread(ana, own, { title: 'Whole' });
  const [all, some] = [await app.person(), await app.person()];
  for (const person of [all, some]) await person.do('unread.mark-all', {});
  for (const text of ['One', 'Two', 'Three']) await reply(ben, threadId, text);
  await all.do('thread.mark-read', { threadId, no: 4 });
  await some.do('thread.mark-read', { threadId, no: 2 });
  for (const person of [all, some]) await person.see('unread.count', {});
  const { to } = await mo.do('thread.split', { threadId, nos: [2, 4], to: own, title: 'Apart' });
  await app.settled();
  const unread = async (person: Person) => {
    const { rows } = await person.see('unread.list', {});
    return rows.map(({ thread }) => thread.title).toSorted();
  };
  expect(await unread(all)).toEqual([]);
  expect(await unread(some)).toEqual(['Apart', 'Whole']);
  expect((await some.see('thread.get', { threadId: to })).readNo).toBe(1);
}, 30_000);

test('moderators find the other thread by words of its title or its address, and see what may be moved', async () => {
  const own = await aBoard();
  const [from, into] = [
    await aThread(ana, own, { title: 'Late tram' }),
    await aThread(ana, own, { title: 'Autobús tardío' }),
  ];
  await reply(ben, from.id, 'A **reply** to move');
  const find = async (words: string) =>
    (await mo.see('thread.moderation', { threadId: from.id, find: words })).found.map(({ id }) => id);
  expect(await find('tardio AUTOBUS')).toEqual([into.id]);
  expect(await find(`https://hearth.example/t/${into.id}/autobus?post=1#post-1`)).toEqual([into.id]);
  expect(await find(`/t/${from.id}`)).toEqual([]);
  const { posts, next } = await mo.see('thread.moderation', { threadId: from.id });
  expect([posts.map(({ no, excerpt }) => [no, excerpt]), next]).toEqual([[[2, 'A reply to move']], null]);
  await merged(from.id, into.id);
  expect(await find('late tram')).toEqual([]);
});
