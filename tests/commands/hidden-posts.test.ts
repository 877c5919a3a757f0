import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { filePath } from '@hearth/shared/files/address';
import type { BoardId } from '@hearth/shared/boards/entity';
import { testGates } from '../support/gates.ts';
import type { ReviewItem } from '@hearth/shared/review/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, anAnsweredThread, aThread, keepsGoing } from '../support/builders.ts';
import { knownPeople } from '../support/known-people.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';

/** What several people report is hidden until a moderator looks. */

let app: TestApp;
let board: BoardId;
let ada: Person;
let mo: Person;
let ana: Person;
let bystander: Person;
/** Whose word counts in full, as nothing of what they reported was decided yet. */
let known: Person[];
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '100' });
  board = await aBoard();
  ada = await app.person({ name: 'Ada Admin', role: 'admin' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
  known = await knownPeople(app, board, 50);
  bystander = await app.person();
}, 60_000);
beforeEach(async () => {
  await ada.do('gate.set', { ...testGates, pauseAt: 0 });
  ana = await app.person({ name: 'Ana Fuentes' });
});
afterAll(() => app.close());

const WORDS = 'These words hurt somebody.';
const people = (count = 3) => known.splice(0, count);

async function reported(threadId: ThreadId, reporters: readonly Person[], no = 1) {
  // No two at one moment, so that what was decided before is told from what comes after.
  for (const one of reporters) {
    app.clock.advance(1_000);
    await one.do('report.make', { subject: { kind: 'post', threadId, no }, reason: 'harassment', note: '' });
  }
  await app.settled();
  app.clock.advance(1_000);
}

async function itemOf(threadId: ThreadId): Promise<{ item: ReviewItem; row: Awaited<ReturnType<typeof rowsOf>>[0] }> {
  const row = present(
    (await rowsOf()).find(({ item: { subject } }) => 'threadId' in subject && subject.threadId === threadId),
  );
  return { item: row.item, row };
}
const rowsOf = async () => (await ada.see('review.list', {})).rows;

/** A post of somebody's that three people who are known have reported. */
async function hidden(author = ana, reporters = people(), on = board) {
  const { id: threadId } = await anAnsweredThread(author, ada, on, { title: 'A hard word', text: WORDS });
  await reported(threadId, reporters);
  const { item } = await itemOf(threadId);
  return { threadId, itemId: item.id, rev: item.rev };
}

const postOf = async (reader: Person, threadId: ThreadId) =>
  present((await reader.see('thread.get', { threadId })).posts[0]);
const isHidden = async (threadId: ThreadId) => (await postOf(mo, threadId)).note?.kind === 'hidden';
const bellOf = async (person: Person) => {
  await app.settled();
  return (await person.see('bell.list', {})).rows.flatMap(({ notices }) => notices.map(({ kind }) => kind));
};

test('reported by three who are known it is hidden: a note stands there, and whoever wrote it reads their words and why', async () => {
  const reporters = people();
  const { threadId } = await hidden(ana, reporters);
  for (const reader of [bystander, mo, app.stranger()])
    expect(await postOf(reader, threadId)).toMatchObject({ deleted: true, html: '', note: { kind: 'hidden' } });
  expect((await mo.see('thread.get', { threadId })).thread.excerpt).toBe('');
  expect(await bellOf(ana)).toContain('hidden');
  expect((await ana.see('report.own', {})).hidden).toMatchObject([
    { thread: { id: threadId }, no: 1, reasons: ['harassment'], text: WORDS },
  ]);
  expect((await present(reporters[0]).see('report.own', {})).hidden).toEqual([]);
  // Whoever reported it is not shown it either, and whoever wrote it does not bring it back.
  expect((await present(reporters[0]).see('report.own', {})).reports[0]?.shown).toMatchObject({
    text: '',
    missing: 'hidden',
  });
  const place = { threadId, no: 1 };
  expect(await ana.try('post.restore', place)).toMatchObject({ error: { reason: 'not-yours' } });
  expect(await ana.try('post.edit', { ...place, text: 'Other words' })).toMatchObject({ ok: false });
});

test('moderators read it at the top of the queue; the desk and the log tell of it as of nobody’s act', async () => {
  const { threadId, itemId } = await hidden();
  const { item, row } = await itemOf(threadId);
  expect(row.shown).toMatchObject({ text: WORDS, missing: null, hidden: { pictures: [], files: [], poll: null } });
  expect(item.history.map(({ kind, by }) => [kind, by])).toEqual([
    ['opened', null],
    ['hidden', null],
  ]);
  const { id: other } = await aThread(ana, board);
  await reported(other, people(1));
  const order = (await rowsOf()).map(({ item: { id } }) => id);
  expect(order.indexOf(itemId)).toBeLessThan(order.indexOf((await itemOf(other)).item.id));
  const told = (await ada.see('desk.list', {})).rows.find(
    ({ ref, thread }) => ref.kind === 'hidden' && thread?.id === threadId,
  );
  expect(told).toMatchObject({ by: null, excerpt: WORDS, isDeleted: true });
  expect((await ada.see('audit.list', { act: 'post.hide' })).entries).toContainEqual(
    expect.objectContaining({ by: null, on: expect.objectContaining({ id: threadId, no: 1 }), isCertain: true }),
  );
});

test('rejected, it stands again, and reports of the same words do not hide it once more; an edit is other words', async () => {
  const { threadId, itemId, rev } = await hidden(ana, people());
  await mo.do('review.reject', { itemId, rev, words: '' });
  expect(await postOf(mo, threadId)).toMatchObject({ deleted: false, html: expect.stringContaining(WORDS) });
  expect(await bellOf(ana)).not.toContain('hidden');
  expect((await ana.see('report.own', {})).hidden).toEqual([]);
  await reported(threadId, people(5));
  expect([await isHidden(threadId), (await itemOf(threadId)).item.state]).toEqual([false, 'open']);
  app.clock.advance(10 * 60_000);
  await ana.do('post.edit', { threadId, no: 1, text: 'Worse words.' });
  await reported(threadId, people(1));
  expect(await isHidden(threadId)).toBe(true);
});

test('an undo hides it again; removed, it is gone with a rule, and undone it is hidden as before', async () => {
  const { threadId, itemId, rev } = await hidden(ana, people());
  const { rev: rejected } = await mo.do('review.reject', { itemId, rev, words: '' });
  const { rev: open } = await mo.do('review.undo', { itemId, rev: rejected });
  expect(await isHidden(threadId)).toBe(true);
  const decision = { act: 'remove', rule: 'be-kind', words: 'Kinder, please.' } as const;
  const { rev: removed } = await mo.do('review.resolve', { itemId, rev: open, ...decision });
  const post = await postOf(mo, threadId);
  expect([post.deleted, post.note]).toEqual([true, undefined]);
  expect((await ana.see('report.own', {})).hidden).toEqual([]);
  expect((await ana.see('removal.own', {})).removed).toMatchObject([{ rule: { id: 'be-kind' }, text: WORDS }]);
  expect((await bellOf(ana)).filter((kind) => kind === 'removed' || kind === 'hidden')).toEqual(['removed']);
  const { rev: again } = await mo.do('review.undo', { itemId, rev: removed });
  expect(await isHidden(threadId)).toBe(true);
  // That it breaks a rule and is left is another way of bringing it back.
  await mo.do('review.resolve', { itemId, rev: again, act: 'none', rule: null, words: '' });
  expect((await postOf(mo, threadId)).deleted).toBe(false);
});

test('what moderators write is never hidden, on any board or on their own, and nothing is where admins say so', async () => {
  const { threadId } = await hidden(mo, people());
  const group = await ada.do('group.create', {
    ...{ name: 'Stewards', purpose: 'They look after a board.', language: 'en', kind: 'open' },
  });
  const steward = await app.person();
  await steward.do('group.join', { groupId: group.id });
  await app.settled();
  const own = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [group.id] } });
  const { threadId: onOwn } = await hidden(steward, people(), own);
  await ada.do('gate.set', { ...testGates, hideAt: 0, pauseAt: 0 });
  const { threadId: off } = await hidden();
  expect([await isHidden(threadId), await isHidden(onOwn), await isHidden(off)]).toEqual([false, false, false]);
  await ada.do('gate.set', { ...testGates, hideAt: 4, pauseAt: 0 });
  const { threadId: more } = await hidden();
  expect(await isHidden(more)).toBe(false);
  await reported(more, people(1));
  expect(await isHidden(more)).toBe(true);
});

test('attack 68: people of one’s own making hide nothing: new ones, those of one day, and those whose reports were rejected', async () => {
  const fresh = await Promise.all(Array.from({ length: 8 }, () => app.person()));
  const { threadId } = await hidden(ana, [...fresh, ...people(2)]);
  expect(await isHidden(threadId)).toBe(false);
  const ofOneDay = await knownPeople(app, board, 4, 60_000);
  const { threadId: second } = await hidden(ana, [...ofOneDay, ...people(1)]);
  expect(await isHidden(second)).toBe(false);
  const crying = await knownPeople(app, board, 3);
  for (let n = 0; n < 2; n++) {
    const { threadId: third, itemId, rev } = await hidden(ana, crying);
    expect(await isHidden(third)).toBe(n === 0);
    await mo.do('review.reject', { itemId, rev, words: '' });
  }
  // Reported once more, it is not forgotten that they were wrong about it.
  const { threadId: fourth } = await hidden(ana, [...crying, ...people(1)]);
  expect(await isHidden(fourth)).toBe(false);
}, 60_000);

test('a moderator brings it back where it stands, and it stays; pictures below it are for moderators alone', async () => {
  const picture = { fileId: (await upload(ana, await gradient(90, 60).jpeg().toBuffer())).id, alt: 'A bus' };
  const { thread } = await ana.do('thread.start', {
    ...{ boardId: board, title: 'Look', text: WORDS, language: 'en', pictures: [picture] },
  });
  await keepsGoing(mo, thread.id);
  await reported(thread.id, people());
  const statusFor = async (reader: Person) =>
    (await fetch(app.url + filePath(picture.fileId, 480), { headers: reader.headers() })).status;
  expect([await statusFor(mo), await statusFor(bystander), await statusFor(ana)]).toEqual([200, 404, 404]);
  expect((await itemOf(thread.id)).row.shown.hidden?.pictures).toEqual([picture]);
  await mo.do('post.restore', { threadId: thread.id, no: 1 });
  await reported(thread.id, people());
  expect([await isHidden(thread.id), await statusFor(bystander)]).toEqual([false, 200]);
});

test('L12: without a name it is hidden as anybody’s, and whoever wrote it is told; nothing says who that is', async () => {
  const unnamed = await aBoardOf(ada, {}, { asksUnnamed: true });
  const nora = await app.person({ name: 'Nora Nameless', role: 'moderator' });
  const { thread } = await nora.do('thread.start', {
    ...{ boardId: unnamed, title: 'Without a name', text: WORDS, language: 'en', unnamed: true },
  });
  await keepsGoing(mo, thread.id);
  await reported(thread.id, people());
  expect(await isHidden(thread.id)).toBe(true);
  expect(await bellOf(nora)).toContain('hidden');
  expect((await nora.see('report.own', {})).hidden).toMatchObject([{ text: WORDS }]);
  const { item, row } = await itemOf(thread.id);
  const log = await ada.see('audit.list', { act: 'post.hide' });
  const desk = await ada.see('desk.list', {});
  const told = JSON.stringify([
    item,
    row,
    log.entries.filter(({ on }) => on.id === thread.id),
    await postOf(ada, thread.id),
  ]);
  const rows = desk.rows.filter((one) => one.thread?.id === thread.id);
  expect(told + JSON.stringify(rows)).not.toMatch(new RegExp(`Nora|${nora.personId}`));
  expect(reasonIn((await nora.get('review.get', { itemId: item.id })).body)).toBe('no-such-thing');
});
