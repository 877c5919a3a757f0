import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openItem } from '@hearth/server/features/review/access';
import { ReviewModel } from '@hearth/server/features/review/model';
import { carryOut } from '@hearth/server/features/review/acting';
import type { EventRecord } from '@hearth/server/streams/definition';
import { readFrom } from '@hearth/server/streams/store';
import type { ReviewData } from '@hearth/server/features/review/stream';
import type { BoardId } from '@hearth/shared/boards/entity';
import { nameOf } from '@hearth/shared/kernel/stream';
import type { ReportSubject } from '@hearth/shared/review/entity';
import { reviewStream } from '@hearth/shared/review/events';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread, keepsGoing } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let ana: Person;
let ben: Person;
let mo: Person;
let ada: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  ana = await app.person({ name: 'Ana Fuentes' });
  ben = await app.person({ name: 'Ben Okafor' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
  ada = await app.person({ name: 'Ada Admin', role: 'admin' });
});
afterAll(() => app.close());

const refused = (reason: string, params?: object) => ({ ok: false, error: { reason, ...(params && { params }) } });
const NO_WORDS = { rule: null, words: '' } as const;

/** Something that was reported, and the item about it. */
async function reported(on = board, author = ana, reason: 'spam' | 'danger' = 'spam') {
  const { id: threadId } = await aThread(author, on);
  // Of what is there whatever is decided.
  if (on === board) await keepsGoing(ada, threadId);
  const subject: ReportSubject = { kind: 'post', threadId, no: 1 };
  await (await app.person()).do('report.make', { subject, reason, note: '' });
  const { rows } = await ada.see('review.list', {});
  const found = present(rows.find(({ item }) => item.subject.kind === 'post' && item.subject.threadId === threadId));
  return { threadId, subject, itemId: found.item.id, rev: found.item.rev };
}

const isDeleted = async (threadId: Awaited<ReturnType<typeof reported>>['threadId']) =>
  present((await ada.see('thread.get', { threadId })).posts[0]).deleted;

test('who has taken it on is named to the other, who changes nothing until it is given back or a quarter of an hour is over', async () => {
  const { itemId, rev } = await reported();
  const claimed = await mo.do('review.claim', { itemId, rev });
  expect(claimed.claim?.by?.name).toBe('Mo Moderator');
  const late = { itemId, rev, act: 'none', ...NO_WORDS } as const;
  const who = { who: 'Mo Moderator' };
  expect(await ada.try('review.claim', { itemId, rev })).toMatchObject(refused('review-claimed', who));
  expect(await ada.try('review.resolve', late)).toMatchObject(refused('review-claimed', who));
  // Also where they have seen that it is taken.
  expect(await ada.try('review.reject', { itemId, rev: claimed.rev, words: '' })).toMatchObject(
    refused('review-claimed', who),
  );
  const noted = await ada.do('review.note', { itemId, rev, words: 'I know them.' });
  await mo.do('review.release', { itemId, rev: noted.rev });
  expect(await ada.try('review.claim', { itemId, rev: noted.rev })).toMatchObject(refused('review-released', who));
  const { item } = await ada.see('review.get', { itemId });
  await ada.do('review.claim', { itemId, rev: item.rev });
  app.clock.advance(16 * 60_000);
  const again = await mo.see('review.get', { itemId });
  expect((await mo.do('review.claim', { itemId, rev: again.item.rev })).claim?.by?.name).toBe('Mo Moderator');
});

test('what is removed is gone for readers, kept for its author, and stands again after an undo', async () => {
  const { itemId, rev, threadId } = await reported();
  const commandId = randomUUID();
  const decision = { itemId, rev, act: 'remove', rule: 'be-kind', words: 'Kinder, please.' } as const;
  const first = await mo.do('review.resolve', decision, commandId);
  expect(await mo.do('review.resolve', decision, commandId)).toEqual(first);
  expect(await isDeleted(threadId)).toBe(true);
  expect((await ana.see('removal.own', {})).removed).toMatchObject([
    { rule: { id: 'be-kind' }, words: 'Kinder, please.' },
  ]);
  const reopened = await mo.do('review.undo', { itemId, rev: first.rev });
  expect([reopened.state, reopened.outcome, await isDeleted(threadId)]).toEqual(['open', null, false]);
  expect((await ana.see('removal.own', {})).removed).toEqual([]);
  expect(reopened.history.map(({ kind }) => kind)).toEqual(['opened', 'resolved', 'undone']);
  // Nothing is left to be undone, and a decision stands after ten minutes.
  expect(await mo.try('review.undo', { itemId, rev: reopened.rev })).toMatchObject(refused('review-not-decided'));
  const { rev: later } = await mo.do('review.reject', { itemId, rev: reopened.rev, words: '' });
  app.clock.advance(11 * 60_000);
  expect(await mo.try('review.undo', { itemId, rev: later })).toMatchObject(refused('review-too-late'));
});

test('a decision that its server left undone is not carried out once it was taken back; one that stands is', async () => {
  const { itemId, rev, threadId } = await reported();
  const removed = await mo.do('review.resolve', { itemId, rev, act: 'remove', ...NO_WORDS });
  const { rev: open } = await mo.do('review.undo', { itemId, rev: removed.rev });
  const decided = present((await readFrom<ReviewData>(nameOf(reviewStream, itemId), removed.rev, 1))[0]);
  // As where the server died before the thread ever heard of it.
  const undone = (event: EventRecord<ReviewData>) => carryOut(app.services, { ...event, commandId: randomUUID() });
  await undone(decided);
  expect(await isDeleted(threadId)).toBe(false);
  await mo.do('review.resolve', { itemId, rev: open, act: 'remove', ...NO_WORDS });
  await mo.do('post.restore', { threadId, no: 1 });
  await undone(present((await readFrom<ReviewData>(nameOf(reviewStream, itemId), open + 1, 1))[0]));
  expect(await isDeleted(threadId)).toBe(true);
});

test('nothing is decided by a rule that there is not', async () => {
  const { itemId, rev } = await reported();
  const decision = { itemId, rev, act: 'none', rule: 'no-rule-of-ours', words: '' } as const;
  expect(await mo.try('review.resolve', decision)).toMatchObject(refused('no-such-rule'));
  expect((await mo.see('review.get', { itemId })).item.state).toBe('open');
});

test('whoever acts on an old state is told who decided; another report opens it again', async () => {
  const { itemId, rev, subject } = await reported();
  await mo.do('review.reject', { itemId, rev, words: 'Just cross.' });
  expect(await ada.try('review.resolve', { itemId, rev, act: 'remove', ...NO_WORDS })).toMatchObject(
    refused('review-rejected', { who: 'Mo Moderator' }),
  );
  await ben.do('report.make', { subject, reason: 'danger', note: 'Look again.' });
  const { item } = await ada.see('review.get', { itemId });
  expect([item.state, item.outcome]).toEqual(['open', null]);
  expect(await mo.try('review.claim', { itemId, rev })).toMatchObject(refused('review-reopened'));
  // The most urgent comes first.
  expect((await ada.see('review.list', {})).rows[0]?.item.id).toBe(itemId);
});

test('it is given to somebody who may see it, handed over with a word, and due at a time', async () => {
  const { itemId, rev } = await reported();
  expect(await mo.try('review.hand-over', { itemId, rev, to: ada.personId, words: 'Yours' })).toMatchObject(
    refused('review-not-held'),
  );
  expect(await mo.try('review.assign', { itemId, rev, to: ben.personId })).toMatchObject(refused('review-not-theirs'));
  const claimed = await mo.do('review.claim', { itemId, rev });
  const due = new Date(app.clock.now().getTime() + 3_600_000).toISOString();
  const timed = await mo.do('review.due', { itemId, rev: claimed.rev, due });
  expect(timed.due).toBe(due);
  const words = 'I wrote to them.';
  const given = await mo.do('review.hand-over', { itemId, rev: timed.rev, to: ada.personId, words });
  expect([given.claim, given.assigned?.name, given.history.at(-1)]).toMatchObject([
    null,
    'Ada Admin',
    { kind: 'handed-over', words, to: { name: 'Ada Admin' }, by: { name: 'Mo Moderator' } },
  ]);
  expect((await ada.see('review.list', { mine: true })).rows.map(({ item }) => item.id)).toContain(itemId);
  expect((await mo.see('review.get', { itemId })).people.map(({ name }) => name)).toContain('Ada Admin');
});

test('who moderates the board reviews what is on it; not its author, and not who moderates another one', async () => {
  const group = await ada.do('group.create', {
    ...{ name: 'Night watch', purpose: 'Looks after a board.', language: 'en', kind: 'open' },
  });
  const watcher = await app.person({ name: 'Wim Watcher' });
  await watcher.do('group.join', { groupId: group.id });
  const own = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [group.id] } });
  const [here, there] = [await reported(own), await reported()];
  expect((await watcher.see('review.list', {})).rows.map(({ item }) => item.id)).toEqual([here.itemId]);
  expect(await watcher.see('review.count', {})).toEqual({ open: 1, more: false });
  expect(await watcher.try('review.claim', { itemId: there.itemId, rev: there.rev })).toMatchObject(
    refused('no-such-thing'),
  );
  await watcher.do('review.claim', { itemId: here.itemId, rev: here.rev });
  // It goes where the post goes.
  await ada.do('thread.move', { threadId: here.threadId, to: board });
  await app.settled();
  expect((await watcher.see('review.list', {})).rows).toEqual([]);
  expect(await watcher.get('review.get', { itemId: here.itemId })).toMatchObject({ body: refused('no-such-thing') });
  expect((await mo.see('review.list', { boardId: board })).rows.map(({ item }) => item.id)).toContain(here.itemId);

  const theirs = await reported(board, mo);
  expect(await mo.get('review.get', { itemId: theirs.itemId })).toMatchObject({ body: refused('no-such-thing') });
  expect((await mo.see('review.list', {})).rows.map(({ item }) => item.id)).not.toContain(theirs.itemId);
});

test('the queue is filtered by state, board, reason, reporter and author', async () => {
  const own = await aBoard();
  const [one, two] = [await reported(own, ben, 'danger'), await reported(own)];
  await ben.do('report.make', { subject: two.subject, reason: 'other', note: '' });
  await mo.do('review.claim', { itemId: two.itemId, rev: two.rev });
  const found = async (filter: object) =>
    (await mo.see('review.list', { boardId: own, ...filter })).rows.map(({ item }) => item.id);
  expect(await found({})).toEqual([one.itemId, two.itemId]);
  expect(await found({ reason: 'danger' })).toEqual([one.itemId]);
  expect(await found({ reporter: ben.personId })).toEqual([two.itemId]);
  expect(await found({ author: ben.personId })).toEqual([one.itemId]);
  expect(await found({ state: 'in-work' })).toEqual([two.itemId]);
  expect(await found({ mine: true })).toEqual([two.itemId]);
  expect(await found({ state: 'resolved' })).toEqual([]);
});

test('what is urgent, and what is on a board of one’s own, is found however much waits before it', async () => {
  const group = await ada.do('group.create', {
    ...{ name: 'Day watch', purpose: 'Looks after a board.', language: 'en', kind: 'open' },
  });
  const watcher = await app.person();
  await watcher.do('group.join', { groupId: group.id });
  const own = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [group.id] } });
  const one = await reported();
  const { _id: _same, ...older } = present(await ReviewModel.findById(one.itemId).lean());
  await ReviewModel.insertMany(
    Array.from({ length: 500 }, (_one, n) => ({
      ...older,
      _id: n.toString(16).padStart(16, '0'),
      openedAt: new Date(n),
    })),
  );
  const { id: threadId } = await aThread(ana, own);
  const subject = { kind: 'post', threadId, no: 1 } as const;
  const found = async (by: Person, filter: object) =>
    (await by.see('review.list', filter)).rows.some(
      ({ item }) => item.subject.kind === 'post' && item.subject.threadId === threadId,
    );
  await ben.do('report.make', { subject, reason: 'spam', note: '' });
  expect([await found(watcher, {}), await watcher.see('review.count', {})]).toEqual([true, { open: 1, more: false }]);
  // What one wrote oneself is for others to decide, and no number tells of it.
  const { id: itsOwn } = await aThread(mo, own);
  const first = '0'.repeat(16);
  await ReviewModel.updateOne({ _id: first }, { $set: { subject: { kind: 'post', threadId: itsOwn, no: 1 } } });
  expect(await ada.see('review.count', {})).toEqual({ open: 100, more: true });
  expect(await mo.see('review.count', {})).toEqual({ open: 100, more: true });
  expect(await found(mo, { boardId: own })).toBe(true);
  await ben.do('report.make', { subject, reason: 'danger', note: '' });
  expect([await found(mo, {}), await found(mo, { reason: 'danger' })]).toEqual([true, true]);
  await ReviewModel.deleteMany({ openedAt: { $lt: new Date(1_000) } });
});

test('another feature puts something up once, on a page of its own', async () => {
  const subject = { kind: 'page', path: '/desk/people' } as const;
  const opening = { key: 'appeal 1', kind: 'appeal', subject, boardId: null } as const;
  const id = await openItem(app.services, opening);
  expect(await openItem(app.services, opening)).toBe(id);
  const { rows } = await mo.see('review.list', {});
  expect(rows.filter(({ item }) => item.id === id)).toMatchObject([{ shown: { path: '/desk/people' } }]);
  // One kind alone is looked for, as when very much waits of another.
  const { itemId } = await reported();
  const ofKind = async (kind: 'appeal' | 'report') =>
    (await mo.see('review.list', { kind })).rows.map(({ item }) => item.id);
  expect(await ofKind('appeal')).toEqual([id]);
  expect(await ofKind('report')).toContain(itemId);
  expect(await ofKind('report')).not.toContain(id);
  const gone = await app.person({ role: 'moderator', name: 'Gil Gone' });
  const { item } = await gone.see('review.get', { itemId: present(rows.find((row) => row.item.id === id)).item.id });
  await gone.do('review.note', { itemId: item.id, rev: item.rev, words: 'Off I go' });
  await leave(app, gone, 'remove');
  const left = await mo.see('review.get', { itemId: item.id });
  expect(left.item.history.at(-1)).toMatchObject({ kind: 'noted', by: null, words: '' });
});
