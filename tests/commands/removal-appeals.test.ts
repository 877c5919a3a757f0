import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { AppealModel } from '@hearth/server/features/review/appeal-model';
import { recoverAppeals } from '@hearth/server/features/review/appealing';
import { ReviewModel } from '@hearth/server/features/review/model';
import { EventModel } from '@hearth/server/streams/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { ReviewItem } from '@hearth/shared/review/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, anAnsweredThread, aThread, askUnnamed } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import { Mailbox } from '../support/mailbox.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** Appeals against what moderators removed. */

let app: TestApp;
let mailbox: Mailbox;
let board: BoardId;
let ada: Person;
let other: Person;
let ben: Person;
let mo: Person;
let ana: Person;
beforeAll(async () => {
  mailbox = await Mailbox.start();
  app = await openApp({ SMTP_URL: mailbox.url });
  board = await aBoard();
  ada = await app.person({ name: 'Ada Admin', role: 'admin' });
  other = await app.person({ name: 'Olu Other', role: 'moderator' });
  ben = await app.person({ name: 'Ben Okafor' });
});
beforeEach(async () => {
  [mo, ana] = [await app.person({ name: 'Mo Dera', role: 'moderator' }), await app.person({ name: 'Ana Fuentes' })];
});
afterAll(async () => {
  await app.close();
  await mailbox.close();
});

/** An open item about a thread, in somebody's queue. */
async function itemOf(threadId: ThreadId, reader: Person, kind: 'report' | 'appeal') {
  const { rows } = await reader.see('review.list', {});
  return rows.find(
    ({ item }) => item.kind === kind && item.subject.kind === 'post' && item.subject.threadId === threadId,
  )?.item;
}

async function remove(threadId: ThreadId, by: Person) {
  await ben.do('report.make', { subject: { kind: 'post', threadId, no: 1 }, reason: 'other', note: 'A quagga' });
  const { id: itemId, rev } = present(await itemOf(threadId, by, 'report'));
  const decision = { itemId, rev, act: 'remove', rule: 'be-kind', words: 'Kinder, please.' } as const;
  return { itemId, rev: (await by.do('review.resolve', decision)).rev };
}

/** What was removed of somebody's, and what they said to it. */
async function appealed(author = ana, by = mo, on = board) {
  const { id: threadId } = await anAnsweredThread(author, ben, on);
  const removal = await remove(threadId, by);
  await author.do('removal.appeal', { itemId: removal.itemId, words: 'It was a quotation.' });
  return { threadId, ...removal };
}

const SAID = 'You are right.';
const grant = (by: Person, { id: itemId, rev }: Pick<ReviewItem, 'id' | 'rev'>) =>
  by.do('review.resolve', { itemId, rev, act: 'none', rule: null, words: SAID });
const refusedTo = async (person: Person, name: string, input: unknown) =>
  reasonIn((await person.post(name, input)).body);
const isRemoved = async (threadId: ThreadId) => present((await ben.see('thread.get', { threadId })).posts[0]).deleted;
const own = async (person: Person) => (await person.see('removal.own', {})).removed[0];
async function kindsOf(person: Person) {
  await app.settled();
  const { rows } = await person.see('bell.list', {});
  // But for the reply that keeps the thread there.
  return rows.flatMap(({ notices }) => notices.map(({ kind }) => kind)).filter((kind) => kind !== 'reply');
}
async function subjectsTo(person: Person) {
  await app.settled();
  await app.services.jobs.settled(20_000);
  const { me } = await person.see('account.me', {});
  return mailbox.mails.filter(({ to }) => to.includes(me?.email ?? '')).map(({ subject }) => subject);
}

test('an appeal waits for another moderator, who reads what was removed and why; granted, the post stands again and both are told', async () => {
  const { threadId, itemId } = await appealed();
  expect(await own(ana)).toMatchObject({
    ...{ rule: { id: 'be-kind' }, words: 'Kinder, please.', text: 'We have no driver.', mayAppeal: false },
    appeal: { words: 'It was a quotation.', decision: null },
  });
  expect(await itemOf(threadId, mo, 'appeal')).toBeUndefined();
  const item = present(await itemOf(threadId, other, 'appeal'));
  expect(await refusedTo(mo, 'review.get', { itemId: item.id })).not.toBeNull();
  expect(reasonIn((await mo.get('review.get', { itemId: item.id })).body)).toBe('no-such-thing');
  const { shown, people } = await other.see('review.get', { itemId: item.id });
  expect(shown).toMatchObject({
    ...{ text: 'We have no driver.', by: { name: 'Ana Fuentes' } },
    appeal: { words: 'It was a quotation.', against: { by: { name: 'Mo Dera' }, words: 'Kinder, please.' } },
  });
  expect(people.map(({ name }) => name)).not.toContain('Mo Dera');
  await grant(other, item);
  expect([await isRemoved(threadId), await kindsOf(ana)]).toEqual([false, ['restored']]);
  expect(await own(ana)).toMatchObject({
    ...{ isRemoved: false, mayAppeal: false },
    appeal: { decision: { outcome: 'overturned', words: SAID } },
  });
  expect(await subjectsTo(mo)).toEqual(['Your decision about Who drives the late bus?']);
  expect(JSON.stringify([await ana.see('removal.own', {}), await ana.see('bell.list', {})])).not.toMatch(/Olu|Mo Dera/);
  // Whoever looks at the words of a removed post stands in the log.
  const { entries } = await ada.see('audit.list', { act: 'post.removed' });
  expect(entries.some(({ by, on }) => by?.name === 'Olu Other' && on.id === threadId)).toBe(true);
  expect(itemId).toBe((await own(ana))?.itemId);
});

test('upheld, it stays removed, its author reads why, and nobody appeals twice; words are needed for it', async () => {
  const { threadId, itemId } = await appealed();
  const { id, rev } = present(await itemOf(threadId, other, 'appeal'));
  const seen = { itemId: id, rev };
  expect(await refusedTo(other, 'review.reject', { ...seen, words: '' })).toBe('appeal-needs-words');
  const resolve = { ...seen, act: 'none', rule: null, words: '' };
  expect(await refusedTo(other, 'review.resolve', resolve)).toBe('appeal-needs-words');
  const removes = { ...seen, act: 'remove', rule: null, words: 'Once more' };
  expect(await refusedTo(other, 'review.resolve', removes)).toBe('review-nothing-to-remove');
  const closed = await other.do('review.reject', { ...seen, words: 'It hurts somebody.' });
  expect([await isRemoved(threadId), (await kindsOf(ana)).includes('upheld')]).toEqual([true, true]);
  expect(await own(ana)).toMatchObject({
    ...{ isRemoved: true, mayAppeal: false },
    appeal: { decision: { outcome: 'upheld', words: 'It hurts somebody.' } },
  });
  expect(await refusedTo(ana, 'removal.appeal', { itemId, words: 'Again' })).toBe('appealed-before');
  // Taken back, it can be decided otherwise; that as well.
  const open = await other.do('review.undo', { itemId: id, rev: closed.rev });
  const granted = await grant(other, open);
  expect(await isRemoved(threadId)).toBe(false);
  await other.do('review.undo', { itemId: id, rev: granted.rev });
  expect([await isRemoved(threadId), (await own(ana))?.appeal?.decision]).toEqual([true, null]);
});

test('given twice it is one; of others’ removals, and of what stands, there is none', async () => {
  const { id: threadId } = await aThread(ana, board);
  const { itemId, rev } = await remove(threadId, mo);
  const said = { itemId, words: 'It was a quotation.' };
  expect(await refusedTo(ben, 'removal.appeal', said)).toBe('no-such-thing');
  expect(await refusedTo(mo, 'removal.appeal', said)).toBe('no-such-thing');
  const id = randomUUID();
  await ana.do('removal.appeal', said, id);
  await ana.do('removal.appeal', said, id);
  expect(await AppealModel.countDocuments({ removalId: itemId })).toBe(1);
  // Taken back by whoever had decided, nothing is left to decide.
  const appeal = present(await itemOf(threadId, other, 'appeal'));
  const open = await mo.do('review.undo', { itemId, rev });
  await app.settled();
  expect(await refusedTo(ana, 'removal.appeal', { ...said, words: 'Once more' })).toBe('no-such-thing');
  expect((await other.see('review.get', { itemId: appeal.id })).item).toMatchObject({ state: 'resolved' });
  expect(await own(ana)).toBeUndefined();
  // Removed anew, that is another decision.
  await mo.do('review.resolve', { itemId, rev: open.rev, act: 'remove', rule: null, words: '' });
  expect((await own(ana))?.mayAppeal).toBe(true);
  await ana.do('removal.appeal', { ...said, words: 'Once more' });
  expect(await itemOf(threadId, other, 'appeal')).toBeDefined();
});

test('what an admin removed is for another admin; on a board of their own whoever moderates it decides, and nobody else', async () => {
  const second = await app.person({ role: 'admin' });
  const { threadId } = await appealed(ana, ada);
  expect([await itemOf(threadId, other, 'appeal'), await itemOf(threadId, ada, 'appeal')]).toEqual([
    undefined,
    undefined,
  ]);
  await grant(second, present(await itemOf(threadId, second, 'appeal')));
  expect(await isRemoved(threadId)).toBe(false);

  const group = await ada.do('group.create', { name: 'Iowa', purpose: 'Some.', language: 'en', kind: 'open' });
  const theirs = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [group.id] } });
  const [ivy, ian] = [await app.person({ name: 'Ivy Iowa' }), await app.person({ name: 'Ian Iowa' })];
  for (const one of [ivy, ian]) await one.do('group.join', { groupId: group.id });
  const its = await appealed(ana, ivy, theirs);
  expect(await itemOf(its.threadId, ivy, 'appeal')).toBeUndefined();
  await grant(ian, present(await itemOf(its.threadId, ian, 'appeal')));
  expect(await isRemoved(its.threadId)).toBe(false);
  const elsewhere = await appealed();
  expect(await itemOf(elsewhere.threadId, ian, 'appeal')).toBeUndefined();
});

test('L12: who asked without a name appeals under the alias, and nothing that is stored or shown says who it is', async () => {
  const asking = await aBoardOf(ada, {}, { kind: 'question', asksUnnamed: true });
  const nora = await app.person({ name: 'Nora Nameless', role: 'moderator' });
  const threadId = await askUnnamed(nora, asking);
  const { itemId } = await remove(threadId, mo);
  expect(await own(nora)).toMatchObject({ isUnnamed: true, mayAppeal: true });
  await nora.do('removal.appeal', { itemId, words: 'It was a quotation.' });
  // To whoever asked the item does not exist, moderator or not.
  expect(await itemOf(threadId, nora, 'appeal')).toBeUndefined();
  const item = present(await itemOf(threadId, other, 'appeal'));
  const { shown } = await other.see('review.get', { itemId: item.id });
  expect([shown.by, shown.alias !== undefined, shown.appeal?.words]).toEqual([null, true, 'It was a quotation.']);
  const stored = JSON.stringify([
    await AppealModel.find({ removalId: itemId }).lean(),
    await ReviewModel.find({ _id: { $in: [itemId, item.id] } }).lean(),
    await EventModel.find({ stream: { $in: [`review:${itemId}`, `review:${item.id}`] } }).lean(),
  ]);
  expect(stored).toContain(item.id);
  expect(stored).not.toContain(nora.personId);
  await grant(other, item);
  expect([await isRemoved(threadId), await kindsOf(nora)]).toEqual([false, ['restored']]);
  expect((await nora.see('account.export', {})).appeals).toMatchObject([{ words: 'It was a quotation.' }]);
  expect(await subjectsTo(nora)).toEqual([]);
});

test('an appeal whose server died over it is put up by another; whoever leaves takes theirs along', async () => {
  const { threadId, itemId } = await appealed();
  const waiting = present(await itemOf(threadId, other, 'appeal'));
  await ReviewModel.deleteOne({ _id: waiting.id });
  await EventModel.deleteMany({ stream: `review:${waiting.id}` });
  app.writesItself(`review:${waiting.id}`);
  await AppealModel.updateOne({ removalId: itemId }, { $set: { isListed: false, at: new Date(0) } });
  app.services.streams.aggregates.forget(`review:${waiting.id}`);
  await recoverAppeals(app.services);
  expect((await itemOf(threadId, other, 'appeal'))?.id).toBe(waiting.id);
  expect((await ana.see('account.export', {})).appeals).toHaveLength(1);
  await leave(app, ana, 'keep');
  expect(await AppealModel.countDocuments({ removalId: itemId })).toBe(0);
  expect(await itemOf(threadId, other, 'appeal')).toBeUndefined();
});
