import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ReportReason } from '@hearth/shared/review/limits';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let ada: Person;
beforeAll(async () => {
  app = await openApp();
  [board, ada] = [await aBoard(), await app.person({ role: 'admin' })];
});
afterAll(() => app.close());

async function reportedBy(reporter: Person, on = board, reason: ReportReason = 'spam') {
  const { id: threadId } = await aThread(await app.person(), on);
  await reporter.do('report.make', { subject: { kind: 'post', threadId, no: 1 }, reason, note: '' });
  const { rows } = await ada.see('review.list', {});
  const row = rows.find(({ item }) => item.subject.kind === 'post' && item.subject.threadId === threadId);
  const { id: itemId, rev } = present(row).item;
  return { itemId, rev, threadId };
}

async function decided(reporter: Person, isRight: boolean, on = board) {
  const { threadId, ...seen } = await reportedBy(reporter, on);
  if (isRight) await ada.do('review.resolve', { ...seen, act: 'none', rule: null, words: '' });
  else await ada.do('review.reject', { ...seen, words: '' });
  return threadId;
}

const recordIn = async (by: Person, itemId: Awaited<ReturnType<typeof reportedBy>>['itemId']) =>
  (await by.see('review.get', { itemId })).reports.map(({ record }) => record);

test('how often somebody was right is said in a word, after five decisions, and of what is in between nothing', async () => {
  const [keen, wrong, mixed] = [await app.person(), await app.person(), await app.person()];
  for (let n = 0; n < 4; n++) await decided(keen, true);
  const { itemId } = await reportedBy(keen);
  expect(await recordIn(ada, itemId)).toEqual([null]);
  await decided(keen, true);
  expect(await recordIn(ada, itemId)).toEqual(['often-right']);

  for (let n = 0; n < 5; n++) await decided(wrong, false);
  expect(await recordIn(ada, (await reportedBy(wrong)).itemId)).toEqual(['seldom-right']);
  for (let n = 0; n < 6; n++) await decided(mixed, n % 2 === 0);
  expect(await recordIn(ada, (await reportedBy(mixed)).itemId)).toEqual([null]);
  // Whoever cries out is heard.
  for (const grave of ['danger', 'child'] as const)
    expect(await recordIn(ada, (await reportedBy(wrong, board, grave)).itemId)).toEqual([null]);
});

test('a decision counts for whoever it found to be right, also once others have reported the same again', async () => {
  const [keen, other] = [await app.person(), await app.person()];
  for (let n = 0; n < 4; n++) await decided(keen, true);
  const subject = { kind: 'post', threadId: await decided(keen, true), no: 1 } as const;
  await other.do('report.make', { subject, reason: 'spam', note: '' });
  expect(await recordIn(ada, (await reportedBy(keen)).itemId)).toEqual(['often-right']);
});

test('whoever moderates one board learns nothing of what somebody reported on others, and reporters nothing at all', async () => {
  const group = await ada.do('group.create', {
    ...{ name: 'Day watch', purpose: 'Looks after a board.', language: 'en', kind: 'open' },
  });
  const [watcher, keen] = [await app.person(), await app.person()];
  await watcher.do('group.join', { groupId: group.id });
  const everyone = { circle: 'everyone' as const, groups: [] };
  const moderate = { circle: 'staff' as const, groups: [group.id] };
  const own = await aBoardOf(ada, { see: everyone, read: everyone, moderate });
  for (let n = 0; n < 5; n++) await decided(keen, true);
  const { itemId } = await reportedBy(keen, own);
  expect([await recordIn(watcher, itemId), await recordIn(ada, itemId)]).toEqual([[null], ['often-right']]);
  for (let n = 0; n < 5; n++) await decided(keen, true, own);
  expect(await recordIn(watcher, itemId)).toEqual(['often-right']);
  expect(JSON.stringify(await keen.see('report.own', {}))).not.toContain('often');
});
