import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HeldModel } from '@hearth/server/features/held/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { GateSettings } from '@hearth/shared/held/entity';
import { heldLimits } from '@hearth/shared/held/limits';
import { testGates } from '../support/gates.ts';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread, askUnnamed } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let ada: Person;
let mo: Person;
let ben: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  ada = await app.person({ name: 'Ada Admin', role: 'admin' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
  ben = await app.person({ name: 'Ben Okafor' });
  await gates({ firstPosts: 5 });
});
afterAll(() => app.close());

const gates = (changed: Partial<GateSettings>) => ada.do('gate.set', { ...testGates, ...changed });
const words = 'I am new here. Hello!';
const opening = { title: 'Who drives the late bus?', text: words, language: 'en' } as const;

/** The item of the queue in which somebody's post waits. */
async function itemOf(person: Person, reader = mo) {
  const [post] = (await person.see('held.own', {})).posts;
  const id = present(post).id;
  const { rows } = await reader.see('review.list', {});
  const row = rows.find(({ item }) => item.subject.kind === 'held' && item.subject.heldId === id);
  return { id, row, itemId: present(row).item.id, rev: present(row).item.rev };
}

async function heldReply(on?: ThreadId) {
  const threadId = on ?? (await aThread(mo, board)).id;
  const ana = await app.person({ name: 'Ana Fuentes' });
  const commandId = randomUUID();
  const input = { threadId, text: words };
  const first = await ana.try('post.reply', input, commandId);
  expect(first).toMatchObject({ ok: false, error: { reason: 'held' } });
  return { threadId, ana, commandId, input, again: () => ana.try('post.reply', input, commandId) };
}

const textsIn = async (threadId: ThreadId, reader = ben) =>
  (await reader.see('thread.get', { threadId })).posts.filter(({ deleted }) => !deleted).map(({ html }) => html.trim());

test('the first post of somebody new waits: its author reads it, moderators find it in the queue, and nobody else anywhere', async () => {
  const { ana, threadId, again } = await heldReply();
  expect((await ana.see('held.own', {})).posts).toMatchObject([{ state: 'waiting', text: words, published: null }]);
  const { itemId, row } = await itemOf(ana);
  expect(row).toMatchObject({ item: { kind: 'hold' }, shown: { text: words, held: { reasons: ['first'] } } });
  expect((await ben.see('held.own', {})).posts).toEqual([]);
  expect(reasonIn((await ben.get('review.get', { itemId })).body)).toBe('no-such-thing');
  expect(await textsIn(threadId)).toHaveLength(1);
  // The same once more says the same, and is one.
  expect(await again()).toMatchObject({ error: { reason: 'held' } });
  expect((await ana.see('held.own', {})).posts).toHaveLength(1);
});

test('published, it stands there in its author’s name, and the command gets its answer; undone, it waits again', async () => {
  const { ana, threadId, again } = await heldReply();
  const { itemId, rev } = await itemOf(ana);
  const closed = await mo.do('review.reject', { itemId, rev, words: '' });
  expect(await textsIn(threadId)).toEqual([expect.anything(), `<p>${words}</p>`]);
  expect((await ana.see('held.own', {})).posts).toMatchObject([{ state: 'published', published: { threadId, no: 2 } }]);
  expect(await again()).toMatchObject({ ok: true, value: { post: { no: 2, by: { name: 'Ana Fuentes' } } } });
  const open = await mo.do('review.undo', { itemId, rev: closed.rev });
  expect(await textsIn(threadId)).toHaveLength(1);
  expect((await ana.see('held.own', {})).posts).toMatchObject([{ state: 'waiting' }]);
  await mo.do('review.resolve', { itemId, rev: open.rev, act: 'none', rule: null, words: 'Welcome!' });
  expect(await textsIn(threadId)).toHaveLength(2);
  expect((await ana.see('held.own', {})).posts).toMatchObject([{ state: 'published', decided: { words: 'Welcome!' } }]);
});

test('what was published lets nothing else through', async () => {
  const { ana, threadId, commandId } = await heldReply();
  const { itemId, rev } = await itemOf(ana);
  await mo.do('review.reject', { itemId, rev, words: '' });
  // Its own id is the end of its command's.
  const alike = `${randomUUID().slice(0, 19)}${commandId.slice(19)}`;
  const other = await ana.try('post.reply', { threadId, text: 'Something else' }, alike);
  expect(other).toMatchObject({ error: { reason: 'id-taken' } });
});

test('what is not published its author reads why, by which rule, and takes the words along; undone, it waits again', async () => {
  const { ana, threadId, again } = await heldReply();
  const { itemId, rev, id } = await itemOf(ana);
  const decision = { itemId, rev, act: 'remove', rule: 'be-kind', words: 'Kinder, please.' } as const;
  const closed = await mo.do('review.resolve', decision);
  expect(await textsIn(threadId)).toHaveLength(1);
  const [post] = (await ana.see('held.own', {})).posts;
  expect(post).toMatchObject({
    state: 'refused',
    text: words,
    decided: { words: 'Kinder, please.', rule: { id: 'be-kind' } },
  });
  expect(JSON.stringify(post)).not.toContain('Moderator');
  expect(await again()).toMatchObject({ error: { reason: 'held-refused' } });
  await ana.do('held.take-back', { id });
  expect((await ana.see('draft.get', { place: `reply:${threadId}` })).draft).toMatchObject({ text: words });
  await mo.do('review.undo', { itemId, rev: closed.rev });
  expect((await ana.see('held.own', {})).posts).toMatchObject([{ state: 'waiting', decided: null }]);
});

test('taken back, its words are in the draft, it is out of the queue, and nobody publishes it', async () => {
  const { ana, threadId, again } = await heldReply();
  const { itemId, rev, id } = await itemOf(ana);
  await ana.do('draft.save', {
    ...{ place: `reply:${threadId}`, title: '', text: 'And more.', expected: null },
    by: { commandId: randomUUID(), turn: 1 },
  });
  const commandId = randomUUID();
  for (let n = 0; n < 2; n++) await ana.do('held.take-back', { id }, commandId);
  const { draft } = await ana.see('draft.get', { place: `reply:${threadId}` });
  expect(draft?.text).toBe(`${words}\n\nAnd more.`);
  expect(await mo.try('review.reject', { itemId, rev, words: '' })).toMatchObject({ ok: false });
  expect((await mo.see('review.get', { itemId })).item).toMatchObject({ state: 'rejected', outcome: null });
  expect(await again()).toMatchObject({ error: { reason: 'held-withdrawn' } });
  expect(await ben.try('held.take-back', { id })).toMatchObject({ error: { reason: 'no-such-thing' } });
  expect(await textsIn(threadId)).toHaveLength(1);
});

test('ten in an hour are taken back; the next goes on waiting, with its words to be read', async () => {
  const { ana, threadId } = await heldReply();
  const takeBack = async () => ana.try('held.take-back', { id: present((await ana.see('held.own', {})).posts[0]).id });
  expect(await takeBack()).toMatchObject({ ok: true });
  for (let n = 1; n < heldLimits.takenBack; n++) {
    await ana.try('post.reply', { threadId, text: words });
    expect(await takeBack()).toMatchObject({ ok: true });
  }
  await ana.try('post.reply', { threadId, text: words });
  expect(await takeBack()).toMatchObject({ error: { reason: 'too-many-taken-back', params: { most: 10 } } });
  expect((await ana.see('held.own', {})).posts).toMatchObject([{ state: 'waiting', text: words }]);
  // What was not published is only copied.
  const { itemId, rev } = await itemOf(ana);
  await mo.do('review.resolve', { itemId, rev, act: 'remove', rule: null, words: 'No.' });
  expect(await takeBack()).toMatchObject({ ok: true });
});

test('a thread waits as well; who may not write there is refused, and staff and whoever has written before are let through', async () => {
  const ana = await app.person();
  const staffs = await aBoardOf(mo, { start: { circle: 'staff', groups: [] } });
  expect(await ana.try('thread.start', { boardId: staffs, ...opening })).toMatchObject({
    error: { reason: 'not-allowed' },
  });
  expect(await ana.try('thread.start', { boardId: board, ...opening })).toMatchObject({ error: { reason: 'held' } });
  const { itemId, rev } = await itemOf(ana);
  await mo.do('review.reject', { itemId, rev, words: '' });
  const [post] = (await ana.see('held.own', {})).posts;
  expect(post).toMatchObject({ state: 'published' });
  const { published } = present(post);
  expect(await textsIn(present(published).threadId)).toEqual([`<p>${words}</p>`]);
  await gates({ firstPosts: 1 });
  await ana.do('thread.start', { boardId: board, ...opening, text: 'My second.' });
  await gates({ firstPosts: 5 });
});

test('whoever may not write there any more is not published, and reads that', async () => {
  const { ana, threadId } = await heldReply();
  const { itemId, rev } = await itemOf(ana);
  await mo.do('thread.lock', { threadId, reason: 'Enough.' });
  await mo.do('review.reject', { itemId, rev, words: '' });
  expect((await ana.see('held.own', {})).posts).toMatchObject([{ state: 'refused', decided: { refusal: 'locked' } }]);
  expect((await mo.see('review.get', { itemId })).shown.held).toMatchObject({ state: 'refused', refusal: 'locked' });
});

test('without a name, later, or as an edit nothing waits: it is refused in a sentence, and no record names anybody', async () => {
  const asking = await aBoardOf(mo, {}, { kind: 'question', asksUnnamed: true });
  const ana = await app.person();
  const at = new Date(app.clock.now().getTime() + 86_400_000).toISOString();
  const unnamed = { boardId: asking, ...opening, unnamed: true } as const;
  expect(await ana.try('thread.start', unnamed)).toMatchObject({ error: { reason: 'cannot-wait-unnamed' } });
  const later = { boardId: board, ...opening, at, zone: 'UTC' };
  expect(await ana.try('scheduled.put', later)).toMatchObject({ error: { reason: 'cannot-wait' } });
  expect(await HeldModel.countDocuments({ personId: ana.personId })).toBe(0);
  await gates({ firstPosts: 0 });
  await askUnnamed(ana, asking);
  await gates({ firstPosts: 5 });
});

test('moderators of a board decide there and nowhere else, and nobody about what they wrote', async () => {
  const group = await ada.do('group.create', { name: 'Iowa', purpose: 'Coordinators.', language: 'en', kind: 'open' });
  const own = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [group.id] } });
  const ivy = await app.person({ name: 'Ivy Iowa' });
  const ana = await app.person();
  expect(await ana.try('thread.start', { boardId: own, ...opening })).toMatchObject({ error: { reason: 'held' } });
  expect(await ivy.try('thread.start', { boardId: own, ...opening })).toMatchObject({ error: { reason: 'held' } });
  await ivy.do('group.join', { groupId: group.id });
  await app.settled();
  const { itemId, rev } = await itemOf(ana, ivy);
  expect((await ivy.see('review.list', {})).rows.map(({ item }) => item.id)).toEqual([itemId]);
  await ivy.do('review.reject', { itemId, rev, words: '' });
  expect((await ana.see('held.own', {})).posts).toMatchObject([{ state: 'published' }]);
  const its = await itemOf(ivy);
  expect(reasonIn((await ivy.post('review.reject', { itemId: its.itemId, rev: its.rev, words: '' })).body)).toBe(
    'no-such-thing',
  );
});

test('decided and forgotten, it stays with those who moderate its board, in their list and numbers; never with whoever wrote it', async () => {
  const group = await ada.do('group.create', { name: 'Ohio', purpose: 'Coordinators.', language: 'en', kind: 'open' });
  const own = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [group.id] } });
  const [ivy, ana] = [await app.person(), await app.person()];
  const texts = [opening, { ...opening, title: 'Another' }] as const;
  for (const [n, one] of [ana, ivy].entries())
    expect(await one.try('thread.start', { boardId: own, ...present(texts[n]) })).toMatchObject({
      error: { reason: 'held' },
    });
  await ivy.do('group.join', { groupId: group.id });
  await app.settled();
  const [its, ivys] = [await itemOf(ana, ivy), await itemOf(ivy)];
  for (const { itemId, rev } of [its, ivys]) await mo.do('review.reject', { itemId, rev, words: '' });
  // As the store does after a day.
  await HeldModel.deleteMany({ personId: { $in: [ana.personId, ivy.personId] } });
  const decided = await ivy.see('review.list', { state: 'rejected', boardId: own });
  expect(decided.rows.map(({ item, shown }) => [item.id, shown.board?.id])).toEqual([[its.itemId, own]]);
  expect((await ivy.see('review.get', { itemId: its.itemId })).item.outcome?.by?.personId).toBe(mo.personId);
  expect(reasonIn((await ivy.get('review.get', { itemId: ivys.itemId })).body)).toBe('no-such-thing');
  const counted = async (reader: Person) =>
    (await reader.see('review.numbers', { boardId: own })).ends.flatMap(({ counts }) => counts);
  expect([(await counted(ivy)).filter(Boolean), (await counted(ada)).filter(Boolean)]).toEqual([[1], [2]]);
});

test('whoever leaves takes what waits along, and it is out of the queue', async () => {
  const { ana } = await heldReply();
  const { itemId } = await itemOf(ana);
  expect(await HeldModel.countDocuments({ personId: ana.personId })).toBe(1);
  await leave(app, ana, 'keep');
  expect(await HeldModel.countDocuments({ personId: ana.personId })).toBe(0);
  expect((await mo.see('review.get', { itemId })).item.state).toBe('rejected');
});
