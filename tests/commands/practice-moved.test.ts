import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PracticeModel } from '@hearth/server/features/practice/model';
import { EventModel } from '@hearth/server/streams/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { rightsFor } from '@hearth/shared/boards/policy';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { removeAs } from '../support/removing.ts';

let app: TestApp;
let [board, closed, unnamed]: BoardId[] = [];
let mo: Person;
let asker: Person;
let helper: Person;
let threadId: ThreadId;
beforeAll(async () => {
  app = await openApp();
  mo = await app.person({ role: 'moderator', name: 'Mo Derator' });
  unnamed = await aBoardOf(mo, rightsFor('members'), { kind: 'question', asksUnnamed: true });
  [board, closed] = [await aBoard({ kind: 'question' }), await aBoard({ readers: 'staff' })];
});
afterAll(() => app.close());
beforeEach(async () => {
  [asker, helper] = [await app.person({ name: 'Ana Asker' }), await app.person({ name: 'Ben Helper' })];
  threadId = await aPublishedNote(present(board));
});

/** Of a question, its answer, and what the asker did then. */
async function aPublishedNote(boardId: BoardId, isUnnamed = false): Promise<ThreadId> {
  const hidden = isUnnamed ? { unnamed: true } : {};
  const opening = { boardId, title: 'Who drives?', text: 'No driver since May.', language: 'en' } as const;
  const { id } = (await asker.do('thread.start', { ...opening, ...hidden })).thread;
  await helper.do('post.reply', { threadId: id, text: 'Ask the drivers.' });
  await asker.do('post.reply', { threadId: id, text: 'Bring donuts.', ...hidden });
  await asker.do('answer.accept', { threadId: id, no: 2 });
  await asker.do('practice.start', { threadId: id, picked: [3] });
  await asker.do('practice.publish', { threadId: id });
  await app.settled();
  return id;
}

const see = async (person: Person) => present((await person.see('practice.get', { threadId })).note);
const wordsFor = async (person: Person) => {
  const { problem, worked, steps } = await see(person);
  return [problem, worked, steps].map((html) => html.replace(/<[^>]*>|\n/g, ''));
};
const ALL = ['No driver since May.', 'Ask the drivers.', 'Bring donuts.'];

/** The note and its log, as they are stored. */
async function stored(): Promise<string> {
  return JSON.stringify([
    await PracticeModel.find({ _id: threadId }).lean(),
    await EventModel.find({ stream: `practice:${threadId}` }).lean(),
  ]);
}

/** Posts of the note's thread go on in a thread of their own. */
async function split(nos: number[], to = present(closed)): Promise<ThreadId> {
  await mo.do('thread.split', { threadId, nos, to, title: 'Apart' });
  await app.settled();
  return (await mo.see('thread.whereabouts', { threadId, no: present(nos[0]) })).thread.id;
}

async function mergedInto(boardId: BoardId): Promise<ThreadId> {
  const { id: into } = await aThread(mo, boardId, { title: 'Into' });
  await mo.do('thread.merge', { threadId, into });
  await app.settled();
  return into;
}

test('H32: words of a post that went to a closed board are shown to whoever reads them there alone', async () => {
  await split([2]);
  expect(await wordsFor(app.stranger())).toEqual(['No driver since May.', '', 'Bring donuts.']);
  expect((await see(app.stranger())).contributors.map(({ no }) => no)).toEqual([1, 3]);
  expect(await wordsFor(mo)).toEqual(ALL);
  const { source, sources } = await asker.see('practice.get', { threadId });
  expect([source?.worked, sources?.map(({ no }) => no)]).toEqual(['', [1, 3]]);
});

test('H32: of a thread that was merged a note is as open as where its words stand now', async () => {
  const first = await mergedInto(present(board));
  expect(await wordsFor(app.stranger())).toEqual(ALL);
  await helper.do('post.delete', { threadId: first, no: 4 });
  expect(await wordsFor(app.stranger())).toEqual(['No driver since May.', '', 'Bring donuts.']);
  const { id: second } = await aThread(mo, present(closed), { title: 'Closed' });
  await mo.do('thread.merge', { threadId: first, into: second });
  await app.settled();
  expect(await wordsFor(app.stranger())).toEqual(['', '', '']);
  expect((await see(app.stranger())).contributors).toEqual([]);
});

test('H32: what is purged where it went is in no note either, over two ways, also one made on the way', async () => {
  const first = await split([2, 3], present(board));
  await mo.do('answer.accept', { threadId: first, no: 2 });
  await mo.do('practice.start', { threadId: first, picked: [] });
  const { id: second } = await aThread(mo, present(board), { title: 'Second' });
  await mo.do('thread.merge', { threadId: first, into: second });
  await app.settled();
  const place = present((await mo.see('thread.whereabouts', { threadId, no: 2 })).no);
  await helper.do('post.delete', { threadId: second, no: place });
  await mo.do('post.purge', { threadId: second, no: place, reason: 'A child.' });
  await app.settled();
  expect(await stored()).not.toContain('Ask the drivers.');
  expect(await stored()).toContain('Bring donuts.');
  threadId = first;
  expect(await stored()).not.toContain('Ask the drivers.');
  expect(await stored()).toContain('Bring donuts.');
});

test('H32: with a purged question goes the title, if whoever purges it writes another one', async () => {
  await removeAs(mo, { threadId, no: 1 });
  await mo.do('post.purge', { threadId, no: 1, reason: 'A child.', title: 'About a bus' });
  await app.settled();
  expect(await stored()).not.toMatch(/Who drives|No driver/);
  expect((await see(app.stranger())).title).toBe('About a bus');
});

test('H32: words of whoever leaves and takes them along go from the note wherever they stand', async () => {
  await split([2]);
  await leave(app, helper, 'remove');
  expect(await stored()).not.toContain('Ask the drivers.');
});

test('H32: deleted words go with whoever leaves, whatever is to become of the others', async () => {
  await helper.do('post.delete', { threadId, no: 2 });
  await leave(app, helper, 'keep');
  expect(await stored()).not.toContain('Ask the drivers.');
  expect(await wordsFor(app.stranger())).toEqual(['No driver since May.', '', 'Bring donuts.']);
});

test.each(['keep', 'remove'] as const)('so do those of whoever asked without a name, words: %s', async (words) => {
  threadId = await aPublishedNote(present(unnamed), true);
  await mergedInto(present(unnamed));
  await leave(app, asker, words);
  const [problem, , steps] = await wordsFor(mo);
  expect([problem, steps]).toEqual(words === 'keep' ? [ALL[0], ALL[2]] : ['', '']);
  if (words === 'remove') expect(await stored()).not.toMatch(/No driver|donuts/);
});

test.each(['keep', 'remove'] as const)(
  'all they wrote in a note without a name is theirs, words: %s',
  async (words) => {
    threadId = await aPublishedNote(present(unnamed), true);
    const { rev } = await see(asker);
    const own = { title: 'Driving', problem: 'Own problem', worked: 'Own worked', steps: 'Own steps' };
    await asker.do('practice.edit', { threadId, ...own, named: [], rev });
    await leave(app, asker, words);
    const left = words === 'keep' ? ['Own problem', 'Own worked', 'Own steps'] : ['', '', ''];
    expect(await wordsFor(mo)).toEqual(left);
    if (words === 'remove') expect(await stored()).not.toContain('Own');
  },
);

test('H32: a note of somebody else, where one without a name was thrown away, stays when they leave', async () => {
  threadId = await aPublishedNote(present(unnamed), true);
  await asker.do('practice.discard', { threadId });
  await mo.do('practice.start', { threadId, picked: [] });
  expect(await see(mo)).toMatchObject({ by: { name: 'Mo Derator' } });
  expect((await see(mo)).alias).toBeUndefined();
  await leave(app, asker, 'remove');
  expect(await wordsFor(mo)).toEqual(['', 'Ask the drivers.', '']);
});

test('H32: a page that was opened before words were taken back does not bring them back', async () => {
  const { rev } = await see(asker);
  const { source } = await asker.see('practice.get', { threadId });
  await split([2]);
  await asker.do('practice.edit', { threadId, ...present(source), named: [1, 2, 3], rev });
  expect(await wordsFor(app.stranger())).toEqual(['No driver since May.', '', 'Bring donuts.']);
});
