import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ReviewModel } from '@hearth/server/features/review/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread, lettingReportsBe } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** A queue that is longer than what is looked at. */

let app: TestApp;
let ada: Person;
let ivy: Person;
let ben: Person;
let theirs: BoardId;
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '1' });
  ada = await lettingReportsBe(await app.person({ role: 'admin' }));
  [ivy, ben] = [await app.person({ name: 'Ivy' }), await app.person()];
  const group = await ada.do('group.create', { name: 'Iowa', purpose: 'Some.', language: 'en', kind: 'open' });
  theirs = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [group.id] } });
  await ivy.do('group.join', { groupId: group.id });
});
afterAll(() => app.close());

let copies = 0;
/** So many more of the item, as many presses on as many posts leave them. */
async function copied(itemId: string, count: number): Promise<void> {
  const one = present(await ReviewModel.findById(itemId).lean());
  const all = Array.from({ length: count }, () => ({ ...one, _id: (copies++).toString(16).padStart(16, '0') }));
  await ReviewModel.insertMany(all);
}

const reportOf = async (author: Person, on: BoardId, reason: 'danger' | 'harassment') => {
  const { id: threadId } = await aThread(author, on);
  await ben.do('report.make', { subject: { kind: 'post', threadId, no: 1 }, reason, note: '' });
  await app.settled();
  return threadId;
};

test('from no number of the queue anybody learns that they were reported, however long it is', async () => {
  const put = await ivy.do('review.open', { threadId: (await aThread(ada, theirs)).id, no: 1 });
  await copied(put.id, 105);
  const numbers = async () => [await ivy.see('review.count', {}), (await ivy.see('review.list', {})).open];
  const before = await numbers();
  expect(before).toEqual([{ open: 100, more: true }, 106]);
  await reportOf(ivy, theirs, 'danger');
  expect(await numbers()).toEqual(before);
  await copied(put.id, 400);
  const full = await numbers();
  await reportOf(ivy, theirs, 'danger');
  expect(await numbers()).toEqual(full);
  expect(full[1]).toBe(500);
}, 60_000);

test('what one moderator of a board puts up keeps no report of another board out of the queue of staff', async () => {
  app.clock.advance(60_000);
  const threadId = await reportOf(await app.person(), await aBoard(), 'harassment');
  const { rows } = await ada.see('review.list', {});
  const at = rows.findIndex(({ item: { subject } }) => 'threadId' in subject && subject.threadId === threadId);
  expect(at).toBeGreaterThanOrEqual(0);
  expect(rows.slice(0, at + 1).every(({ item }) => item.reasons.length > 0)).toBe(true);
}, 60_000);

test('whoever moderates a board and is not staff puts up so many posts in an hour', async () => {
  const mo = await app.person({ role: 'moderator' });
  const place = { threadId: (await aThread(ada, theirs)).id, no: 1 };
  const { id: itemId } = await ivy.do('review.open', place);
  const tries = [];
  for (let n = 0; n < 32; n++) tries.push(await ivy.try('review.open', place));
  expect(tries.slice(0, 28).every(({ ok }) => ok)).toBe(true);
  expect(tries.at(-1)).toMatchObject({ ok: false, error: { reason: 'too-many-put-up', params: { most: 30 } } });
  await ivy.do('review.release', { itemId, rev: (await ivy.see('review.get', { itemId })).item.rev });
  for (let n = 0; n < 31; n++) await mo.do('review.open', place);
});
