import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NOWHERE, type BoardId } from '@hearth/shared/boards/entity';
import { rightsFor } from '@hearth/shared/boards/policy';
import { testGates } from '../support/gates.ts';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until, watchThread } from '../support/watching.ts';

/** What was published and waits again. */

let app: TestApp;
let board: BoardId;
let mo: Person;
let ben: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  const ada = await app.person({ role: 'admin' });
  [mo, ben] = [await app.person({ role: 'moderator' }), await app.person()];
  // He is known, so that nothing of his waits.
  await aThread(ben, board);
  for (let n = 0; n < 2; n++)
    await ben.do('thread.start', { boardId: board, title: `T${n}`, text: '.', language: 'en' });
  app.clock.advance(8 * 86_400_000);
  await ada.do('gate.set', { ...testGates, firstPosts: 5 });
});
afterAll(() => app.close());

let threads = 0;
const TEXT = 'Come and play.';

/** Of somebody's post that waits, and publishing it; by `give` an event has its turn. */
async function itemOf(person: Person) {
  const post = present((await person.see('held.own', {})).posts[0]);
  const { rows } = await mo.see('review.list', {});
  const { item } = present(rows.find(({ item: one }) => one.subject.kind === 'held' && one.subject.heldId === post.id));
  let { rev } = item;
  const itemId = item.id;
  const publish = async () => {
    ({ rev } = await mo.do('review.reject', { itemId, rev, words: '' }));
    return present(present((await person.see('held.own', {})).posts[0]).published);
  };
  const undo = async () => {
    ({ rev } = await mo.do('review.undo', { itemId, rev }));
    await app.settled();
  };
  return { id: post.id, itemId, publish, undo };
}

async function heldThread(boardId = board) {
  const ana = await app.person({ name: 'Ana Fuentes' });
  const word = `Xenophon${++threads}`;
  const start = { boardId, title: `${word}’s casino`, text: `${word} says: come.`, language: 'en' } as const;
  expect(await ana.try('thread.start', start)).toMatchObject({ error: { reason: 'held' } });
  return { ana, word, start, ...(await itemOf(ana)) };
}

/** Whatever lists threads, and the thread itself. */
async function allThatIsRead(reader: Person, threadId: ThreadId): Promise<string> {
  const asked: [string, object][] = [
    ['thread.get', { threadId }],
    ['board.get', { boardId: board }],
    ['thread.latest', { most: 10 }],
    ['board.list', {}],
    ['feed.all', {}],
    ['feed.board', { boardId: board }],
    ['feed.thread', { threadId }],
    ['unread.list', {}],
    ['bell.list', {}],
    ['follow.list', {}],
    ['bookmark.list', {}],
    ['thread.whereabouts', { threadId }],
  ];
  const answers = await Promise.all(asked.map(async ([name, input]) => (await reader.get(name, input)).body));
  return JSON.stringify(answers);
}

test('a thread whose publication is undone is nowhere: nobody reads its title or its words but its author and moderators; published again, it is there', async () => {
  const { ana, word, start, itemId, publish, undo } = await heldThread();
  const threadsBefore = (await ben.see('board.get', { boardId: board })).board.threads;
  const { threadId } = await publish();
  await ben.do('post.reply', { threadId, text: 'I would like to play.' });
  await ben.do('bookmark.set', { threadId, no: 1 });
  await ben.do('follow.set', { what: { threadId }, level: 'follow' });
  const view = await watchThread(ben, threadId);
  expect(await allThatIsRead(ben, threadId)).toContain(word);

  await undo();
  for (const reader of [ben, app.stranger(), mo]) expect(await allThatIsRead(reader, threadId)).not.toContain(word);
  await until(() => !view.isLive, 'whoever follows it to be put off');
  expect(reasonIn((await ben.get('thread.get', { threadId })).body)).toBe('no-such-thing');
  for (const writer of [ben, ana, mo])
    expect(await writer.try('post.reply', { threadId, text: 'Still here?' })).toMatchObject({ ok: false });
  expect((await ben.see('board.get', { boardId: board })).board.threads).toBe(threadsBefore);
  expect((await ana.see('held.own', {})).posts).toMatchObject([
    { state: 'waiting', title: start.title, text: start.text },
  ]);
  expect((await mo.see('review.get', { itemId })).shown).toMatchObject({
    title: start.title,
    text: start.text,
    path: null,
  });

  expect(await publish()).toEqual({ threadId, no: 1 });
  await app.settled();
  const { thread, posts } = await ben.see('thread.get', { threadId });
  expect([thread.title, thread.boardId, posts.map(({ deleted }) => deleted)]).toEqual([
    start.title,
    board,
    [false, false],
  ]);
  expect((await ben.see('board.get', { boardId: board })).board.threads).toBe(threadsBefore + 1);
});

test('where it was merged into another thread its title is not read either, nor its words there', async () => {
  const { word, publish, undo } = await heldThread();
  const { threadId } = await publish();
  const { id: into } = await aThread(mo, board);
  await mo.do('thread.merge', { threadId, into });
  await app.settled();
  expect(await allThatIsRead(ben, into)).toContain(word);
  const countOf = async () => (await ben.see('board.get', { boardId: board })).board.threads;
  const before = await countOf();
  await undo();
  expect(await allThatIsRead(ben, threadId)).not.toContain(word);
  expect(await allThatIsRead(ben, into)).not.toContain(word);
  expect(await countOf()).toBe(before);
});

test('where it was moved since, whoever moderates that board decides, and it comes back there', async () => {
  const { word, itemId, publish, undo } = await heldThread();
  const { threadId } = await publish();
  const to = await aBoardOf(mo, {});
  await mo.do('thread.move', { threadId, to });
  await undo();
  expect(await allThatIsRead(ben, threadId)).not.toContain(word);
  expect((await mo.see('review.get', { itemId })).shown.board?.id).toBe(to);
  await publish();
  expect((await ben.see('thread.get', { threadId })).thread.boardId).toBe(to);
});

test('no board is made where such threads are', async () => {
  const both = { en: 'Nowhere', es: 'Ninguna parte' };
  const look = { purpose: both, icon: 'chat', colour: 'pine', kind: 'discussion', after: null } as const;
  const input = { boardId: NOWHERE, name: both, ...look, asksUnnamed: false, rights: rightsFor('members') };
  expect(await mo.try('board.create', input)).toMatchObject({ error: { reason: 'board-exists' } });
});

test('what its author has deleted meanwhile stays deleted, however often it is undone and published', async () => {
  const { id: threadId } = await aThread(mo, board);
  const ana = await app.person();
  expect(await ana.try('post.reply', { threadId, text: TEXT })).toMatchObject({ error: { reason: 'held' } });
  const { publish, undo } = await itemOf(ana);
  const { no } = await publish();
  await ana.do('post.delete', { threadId, no });
  await undo();
  expect(await ana.try('post.restore', { threadId, no })).toMatchObject({ error: { reason: 'not-yours' } });
  const isThere = async () => !present((await ben.see('thread.get', { threadId })).posts[no - 1]).deleted;
  await publish();
  expect(await isThere()).toBe(false);
  await undo();
  await publish();
  expect(await isThere()).toBe(false);
  // A moderator who means it still may.
  await mo.do('post.restore', { threadId, no });
  expect(await isThere()).toBe(true);
});

test('the same of a thread: what is left comes back without the words, and where nothing is it waits for its author', async () => {
  const { ana, word, publish, undo } = await heldThread();
  const { threadId } = await publish();
  await ana.do('post.delete', { threadId, no: 1 });
  await undo();
  // While moderators have taken it off, its author brings nothing back.
  expect(await ana.try('post.restore', { threadId, no: 1 })).toMatchObject({ error: { reason: 'no-such-thing' } });
  await publish();
  expect(await allThatIsRead(ben, threadId)).not.toContain(word);
  await ana.do('post.restore', { threadId, no: 1 });
  expect(await allThatIsRead(ben, threadId)).toContain(word);

  await ben.do('post.reply', { threadId, text: 'I would not like to play.' });
  await ana.do('post.delete', { threadId, no: 1 });
  await undo();
  await publish();
  expect(present((await ben.see('thread.get', { threadId })).posts[0])).toMatchObject({ deleted: true, html: '' });
});
