import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { HeldModel } from '@hearth/server/features/held/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread, askUnnamed } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** What was removed, written anew and sent again. */

let app: TestApp;
let board: BoardId;
let mo: Person;
let ben: Person;
let ana: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  mo = await app.person({ name: 'Mo Dera', role: 'moderator' });
  ben = await app.person({ name: 'Ben Okafor' });
});
beforeEach(async () => {
  ana = await app.person({ name: 'Ana Fuentes' });
});
afterAll(() => app.close());

async function remove(threadId: ThreadId, no: number, by = mo) {
  await ben.do('report.make', { subject: { kind: 'post', threadId, no }, reason: 'other', note: '' });
  const { rows } = await by.see('review.list', {});
  const isIt = ({ item: { subject } }: (typeof rows)[number]) =>
    subject.kind === 'post' && subject.threadId === threadId && subject.no === no;
  const { id: itemId, rev } = present(rows.find(isIt)).item;
  await by.do('review.resolve', { itemId, rev, act: 'remove', rule: 'be-kind', words: 'Kinder, please.' });
}

const held = { ok: false, error: { reason: 'held' } };
const own = async (person: Person) => (await person.see('removal.own', {})).removed[0];
const heldItem = async (reader: Person, words: string) =>
  (await reader.see('review.list', {})).rows.find(({ item, shown }) => item.kind === 'hold' && shown.text === words);

test('a reply that was removed waits when it is sent again, and is a new one once a moderator publishes it', async () => {
  const { id: threadId } = await aThread(mo, board);
  await ana.do('post.reply', { threadId, text: 'You fools.' });
  await remove(threadId, 2);
  expect(await own(ana)).toMatchObject({ text: 'You fools.', anew: { boardId: board }, isWaiting: false });
  const again = { threadId, text: 'I see it otherwise.', revises: { threadId, no: 2 } };
  expect(await ana.try('post.reply', again)).toMatchObject(held);
  expect(await own(ana)).toMatchObject({ anew: null, isWaiting: true });
  expect((await ben.see('thread.get', { threadId })).posts).toHaveLength(2);
  const { item, shown } = present(await heldItem(mo, again.text));
  expect(shown.held?.reasons).toEqual(['revised']);
  await mo.do('review.reject', { itemId: item.id, rev: item.rev, words: '' });
  const { posts } = await ben.see('thread.get', { threadId });
  expect(posts.map(({ deleted, html }) => [deleted, html.trim()]).slice(1)).toEqual([
    [true, ''],
    [false, '<p>I see it otherwise.</p>'],
  ]);
  // Not published, it may be tried once more.
  expect(await own(ana)).toMatchObject({ isWaiting: false, anew: { boardId: board } });
});

test('a thread as well, for whoever moderates its board; what others wrote nobody writes anew', async () => {
  const ada = await app.person({ role: 'admin' });
  const group = await ada.do('group.create', { name: 'Iowa', purpose: 'Some.', language: 'en', kind: 'open' });
  const theirs = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [group.id] } });
  const ivy = await app.person({ name: 'Ivy Iowa' });
  await ivy.do('group.join', { groupId: group.id });
  const { id: threadId } = await aThread(ana, theirs, { title: 'Late', text: 'They are all fools here.' });
  await remove(threadId, 1, ivy);
  const again = { boardId: theirs, title: 'Late', text: 'They are late.', language: 'en' } as const;
  const revises = { threadId, no: 1 };
  expect(await ben.try('thread.start', { ...again, revises })).toMatchObject({ error: { reason: 'no-such-thing' } });
  expect(await ana.try('thread.start', { ...again, revises })).toMatchObject(held);
  const { item } = present(await heldItem(ivy, again.text));
  await ivy.do('review.resolve', { itemId: item.id, rev: item.rev, act: 'none', rule: null, words: 'Thank you.' });
  expect((await ana.see('held.own', {})).posts).toMatchObject([
    { state: 'published', decided: { words: 'Thank you.' } },
  ]);
});

test('L12: what was written without a name is not sent again with one, and no record says whose it was', async () => {
  const asking = await aBoardOf(mo, {}, { kind: 'question', asksUnnamed: true });
  const threadId = await askUnnamed(ana, asking);
  await remove(threadId, 1);
  expect(await own(ana)).toMatchObject({ isUnnamed: true, anew: null });
  const again = { boardId: asking, title: 'Once more', text: 'Words', language: 'en' } as const;
  const revises = { threadId, no: 1 };
  for (const unnamed of [true, false])
    expect(await ana.try('thread.start', { ...again, revises, unnamed })).toMatchObject({
      error: { reason: 'cannot-wait-unnamed' },
    });
  expect(await HeldModel.countDocuments({ personId: ana.personId })).toBe(0);
});
