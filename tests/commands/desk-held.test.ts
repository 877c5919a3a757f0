import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EntryModel } from '@hearth/server/features/desk/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { DeskFilter } from '@hearth/shared/desk/entity';
import { testGates } from '../support/gates.ts';
import type { GroupId } from '@hearth/shared/kernel/ids';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoardOf, aThread } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';

/** What waits before it is published, and what comes with pictures or files, in the feed of the desk. */

let app: TestApp;
let ada: Person;
let mo: Person;
let board: BoardId;
let elsewhere: BoardId;
let steward: Person;
let neighbour: Person;
beforeAll(async () => {
  app = await openApp();
  ada = await app.person({ name: 'Ada Admin', role: 'admin' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
  [steward, neighbour] = [await app.person({ name: 'Stella Steward' }), await app.person()];
  board = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [await aGroup(steward)] } });
  elsewhere = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [await aGroup(neighbour)] } });
  await ada.do('gate.set', { ...testGates, firstPosts: 5 });
});
afterAll(() => app.close());

async function aGroup(member: Person): Promise<GroupId> {
  const { id: groupId } = await ada.do('group.create', {
    ...{ name: 'Stewards', purpose: 'They look after a board.', language: 'en', kind: 'open' },
  });
  await member.do('group.join', { groupId });
  await app.settled();
  return groupId;
}

async function rowsFor(reader: Person, filter: DeskFilter) {
  await app.settled();
  app.clock.advance(1_000);
  return (await reader.see('desk.list', { filter })).rows;
}
const held = (more: DeskFilter = {}): DeskFilter => ({ areas: ['held'], boardId: board, ...more });
const kindsOf = async (reader: Person, author: Person, more: DeskFilter = {}) =>
  (await rowsFor(reader, held(more)))
    .filter(({ review }) => review?.shown.by?.personId === author.personId)
    .map(({ ref, by }) => [ref.kind, by?.name ?? null, ref.needsDecision]);

async function waits(more: object = {}) {
  const author = await app.person({ name: 'Nell Newcomer' });
  const { id: threadId } = await aThread(mo, board);
  const input = { threadId, text: 'My first words, a quagga', ...more };
  expect(await author.try('post.reply', input)).toMatchObject({ error: { reason: 'held' } });
  const { rows } = await ada.see('review.list', { author: author.personId });
  const { id: itemId, rev } = present(rows[0]).item;
  return { author, threadId, itemId, rev };
}

test('what waits needs a decision; published, undone, not published, each is a row in the name of whoever did it', async () => {
  const { author, itemId, rev } = await waits();
  const waiting = ['held', 'Nell Newcomer', true];
  for (const reader of [mo, steward]) expect(await kindsOf(reader, author)).toEqual([waiting]);
  const { rev: published } = await steward.do('review.reject', { itemId, rev, words: '' });
  const [there, before] = [
    ['published', 'Stella Steward', false],
    ['held', 'Nell Newcomer', false],
  ];
  expect(await kindsOf(mo, author)).toEqual([there, before]);
  expect(await kindsOf(mo, author, { needsDecision: true })).toEqual([]);
  const { rev: open } = await steward.do('review.undo', { itemId, rev: published });
  expect(await kindsOf(mo, author)).toEqual([waiting, there, before]);
  expect(await kindsOf(mo, author, { needsDecision: true })).toEqual([waiting]);
  await mo.do('review.resolve', { itemId, rev: open, act: 'remove', rule: null, words: 'Not here.' });
  expect((await kindsOf(mo, author))[0]).toEqual(['refused', 'Mo Moderator', false]);
  const [latest] = await rowsFor(mo, held());
  expect(latest).toMatchObject({ acts: ['review'], review: { shown: { held: { state: 'refused' } } } });
});

test('taken back by its author it needs none any more; who moderates another board, and its author, see nothing of it', async () => {
  const { author } = await waits();
  const stored = JSON.stringify(await EntryModel.find({ about: author.personId }).lean());
  expect(stored).not.toMatch(/quagga|Nell/);
  for (const reader of [author, neighbour])
    expect((await reader.get('desk.list', { filter: held() })).status).toBe(404);
  expect(await rowsFor(neighbour, { areas: ['held'], boardId: elsewhere })).toEqual([]);
  const { posts } = await author.see('held.own', {});
  await author.do('held.take-back', { id: present(posts[0]).id });
  expect((await kindsOf(steward, author))[0]).toEqual(['taken-back', 'Nell Newcomer', false]);
  expect(await kindsOf(steward, author, { needsDecision: true })).toEqual([]);
});

test('a moderator who has a desk somewhere hears nothing of their own there; whoever leaves is in no row, and their decisions stay', async () => {
  const { id: threadId } = await aThread(mo, board);
  expect(await neighbour.try('post.reply', { threadId, text: 'New on this board' })).toMatchObject({
    error: { reason: 'held' },
  });
  await app.settled();
  expect(await EntryModel.countDocuments({ about: neighbour.personId })).toBe(0);
  const { author, itemId, rev } = await waits();
  const leaving = await app.person({ role: 'moderator' });
  await leaving.do('review.reject', { itemId, rev, words: '' });
  await app.settled();
  await leave(app, leaving, 'keep');
  expect(await kindsOf(mo, author)).toEqual([
    ['published', null, false],
    ['held', 'Nell Newcomer', false],
  ]);
  await leave(app, author, 'keep');
  await app.settled();
  expect(await EntryModel.countDocuments({ $or: [{ about: author.personId }, { personId: author.personId }] })).toBe(0);
});

test('posts with pictures and files are found, with how many and how large, also while they wait; after an edit they are not', async () => {
  const picture = async (person: Person) => ({
    fileId: (await upload(person, await gradient(90, 60).jpeg().toBuffer())).id,
    alt: 'A bus',
  });
  const { id: fileId } = await upload(mo, Buffer.from('Late,Bus\n1,2\n'), 'attachment', 'Plan.csv');
  const pictures = [await picture(mo), await picture(mo)];
  const { thread } = await mo.do('thread.start', {
    ...{ boardId: board, title: 'With things', text: 'Look', language: 'en', pictures },
    files: [{ fileId, name: 'Plan.csv' }],
  });
  const { id: bare } = await aThread(mo, board);
  const filter = { boardId: board, withFiles: true };
  const found = async () => (await rowsFor(steward, filter)).filter((row) => row.thread?.id === thread.id);
  expect(await found()).toMatchObject([
    { ref: { kind: 'started', withFiles: true }, attached: { pictures: 2, files: [{ name: 'Plan.csv', size: 13 }] } },
  ]);
  expect((await rowsFor(steward, filter)).map((row) => row.thread?.id)).not.toContain(bare);
  const author = await app.person();
  const { id: threadId } = await aThread(mo, board);
  await author.try('post.reply', { threadId, text: 'Look!', pictures: [await picture(author)] });
  const [waiting] = await rowsFor(steward, { ...filter, areas: ['held'] });
  expect(waiting).toMatchObject({ ref: { kind: 'held' }, attached: { pictures: 1, files: [] } });
  await mo.do('post.edit', { threadId: thread.id, no: 1, text: 'Nothing', pictures: [], files: [] });
  expect(await found()).toEqual([]);
});
