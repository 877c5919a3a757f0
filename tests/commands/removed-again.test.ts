import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ReviewItem } from '@hearth/shared/review/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, anAnsweredThread, askUnnamed, aThread, lettingReportsBe } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** What an appeal brought back, and what becomes of it after that. */

let app: TestApp;
let board: BoardId;
let ada: Person;
let mo: Person;
let nia: Person;
let ana: Person;
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '100' });
  board = await aBoard();
  ada = await lettingReportsBe(await app.person({ role: 'admin' }));
  [mo, nia] = [
    await app.person({ name: 'Mo', role: 'moderator' }),
    await app.person({ name: 'Nia', role: 'moderator' }),
  ];
  ana = await app.person({ name: 'Ana' });
});
afterAll(() => app.close());

const REMOVED = { act: 'remove', rule: 'be-kind', words: 'Kinder, please.' } as const;
const refused = (reason: string) => ({ ok: false, error: { reason } });
const later = () => app.clock.advance(1_000);

async function removed(threadId: ThreadId, by = mo) {
  const { id: itemId, rev } = await by.do('review.open', { threadId, no: 1 });
  const decided = await by.do('review.resolve', { itemId, rev, ...REMOVED });
  later();
  return { threadId, itemId, rev: decided.rev };
}
async function appealOf(threadId: ThreadId): Promise<ReviewItem> {
  const { rows } = await nia.see('review.list', { kind: 'appeal' });
  const isIts = ({ item: { subject } }: (typeof rows)[number]) =>
    'threadId' in subject && subject.threadId === threadId;
  return present(rows.find(isIts)).item;
}
/** Removed by Mo, appealed against by its author, and brought back by Nia. */
async function broughtBack(threadId: ThreadId, author = ana) {
  const removal = await removed(threadId);
  await author.do('removal.appeal', { itemId: removal.itemId, words: 'It was a quotation.' });
  const { id: appealId, rev } = await appealOf(threadId);
  later();
  const said = { act: 'none', rule: null, words: 'You are right.' } as const;
  const granted = await nia.do('review.resolve', { itemId: appealId, rev, ...said });
  later();
  return { ...removal, appealId, granted };
}
const isGone = async (threadId: ThreadId) => {
  await app.settled();
  return present((await mo.see('thread.get', { threadId })).posts[0]).deleted;
};
const ownOf = async (itemId: string, author = ana) =>
  (await author.see('removal.own', {})).removed.filter((one) => one.itemId === itemId);

test('once a grant is taken back the removal stands as before: its author reads it, and whoever removed it takes it back', async () => {
  const { threadId, itemId, rev, appealId, granted } = await broughtBack((await anAnsweredThread(ana, ana, board)).id);
  expect(await isGone(threadId)).toBe(false);
  await nia.do('review.undo', { itemId: appealId, rev: granted.rev });
  expect(await isGone(threadId)).toBe(true);
  expect(await ownOf(itemId)).toMatchObject([
    { isRemoved: true, words: 'Kinder, please.', appeal: { decision: null } },
  ]);
  later();
  const open = await mo.do('review.undo', { itemId, rev });
  expect(await isGone(threadId)).toBe(false);
  expect(await ownOf(itemId)).toEqual([]);
  expect((await nia.see('review.get', { itemId: appealId })).item.state).toBe('resolved');
  await mo.do('review.resolve', { itemId, rev: open.rev, ...REMOVED });
  expect(await ownOf(itemId)).toMatchObject([{ isRemoved: true, mayAppeal: true }]);
});

test('where an appeal has brought it back an undo of the removal says so, and the decision stays', async () => {
  const { threadId, itemId, rev } = await broughtBack((await anAnsweredThread(ana, ana, board)).id);
  expect(await mo.try('review.undo', { itemId, rev })).toMatchObject(refused('review-nothing-to-undo'));
  expect((await mo.see('review.get', { itemId })).item).toMatchObject({ state: 'resolved' });
  expect([await isGone(threadId), (await ownOf(itemId)).length]).toEqual([false, 1]);
});

test('whoever lost an appeal does not remove the same once more; another moderator may, and its author reads what was decided all the while', async () => {
  const asking = await aBoardOf(ada, {}, { kind: 'question', asksUnnamed: true });
  const cases = [(await aThread(ana, board)).id, await askUnnamed(ana, asking)];
  for (const threadId of cases) {
    const { itemId } = await broughtBack(threadId);
    const before = await ownOf(itemId);
    expect(before).toMatchObject([{ isRemoved: false, appeal: { decision: { outcome: 'overturned' } } }]);
    expect(await mo.try('review.open', { threadId, no: 1 })).toMatchObject(refused('review-overturned'));
    const { rev } = await nia.do('review.open', { threadId, no: 1 });
    expect(await ownOf(itemId)).toEqual(before);
    const free = await nia.do('review.release', { itemId, rev });
    const again = await mo.try('review.resolve', { itemId, rev: free.rev, ...REMOVED });
    expect(again).toMatchObject(refused('review-overturned'));
    await mo.do('review.reject', { itemId, rev: free.rev, words: '' });
    expect(await ownOf(itemId)).toEqual(before);
    await removed(threadId, nia);
    expect(await ownOf(itemId)).toMatchObject([{ isRemoved: true, mayAppeal: true }]);
  }
});
