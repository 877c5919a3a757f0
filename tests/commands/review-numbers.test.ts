import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ReportSubject } from '@hearth/shared/review/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let other: BoardId;
let ada: Person;
let mo: Person;
/** Moderates one board through a group. */
let watcher: Person;
beforeAll(async () => {
  app = await openApp();
  ada = await app.person({ role: 'admin' });
  mo = await app.person({ role: 'moderator' });
  watcher = await app.person();
  const { id: group } = await ada.do('group.create', {
    ...{ name: 'Day watch', purpose: 'Looks after a board.', language: 'en', kind: 'open' },
  });
  await watcher.do('group.join', { groupId: group });
  const everyone = { circle: 'everyone' as const, groups: [] };
  board = await aBoardOf(ada, { see: everyone, read: everyone, moderate: { circle: 'staff', groups: [group] } });
  other = await aBoard();
});
afterAll(() => app.close());

async function reported(on: BoardId, author: Person) {
  const { id: threadId } = await aThread(author, on);
  const subject: ReportSubject = { kind: 'post', threadId, no: 1 };
  await (await app.person()).do('report.make', { subject, reason: 'spam', note: '' });
  const { rows } = await ada.see('review.list', {});
  const row = rows.find(({ item }) => item.subject.kind === 'post' && item.subject.threadId === threadId);
  const { id: itemId, rev } = present(row).item;
  return { itemId, rev };
}

/** Wherever in the week it is run. */
const sumOf = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
const reportsIn = async (by: Person, boardId?: BoardId) => {
  const { reports } = await by.see('review.numbers', boardId ? { boardId } : {});
  return Object.fromEntries(reports.map(({ board: on, counts }) => [on?.id ?? '', sumOf(counts)]));
};
const openFor = async (by: Person) =>
  (await by.see('review.numbers', {})).open.reduce((all, { count }) => all + count, 0);

test('waits, what is open, reports and how it ended, by whoever moderates where', async () => {
  const author = await app.person();
  const [first, second] = [await reported(board, author), await reported(board, author)];
  await reported(other, author);
  app.clock.advance(60 * 60_000);
  const claimed = await mo.do('review.claim', first);
  app.clock.advance(60 * 60_000);
  await ada.do('review.reject', { ...second, words: '' });
  await mo.do('review.resolve', { itemId: first.itemId, rev: claimed.rev, act: 'remove', rule: null, words: '' });

  const numbers = await mo.see('review.numbers', { weeks: 2 });
  expect(numbers.weeks).toHaveLength(2);
  const { median, ninetieth } = present(numbers.waits.all);
  expect([Math.round(median / 600), Math.round(ninetieth / 600)]).toEqual([6, 12]);
  expect(sumOf(numbers.waits.untouched)).toBe(1);
  expect(numbers.ends.map(({ end }) => end)).toEqual(['removed', 'no-breach']);
  expect(await openFor(mo)).toBe(1);
  const seen = [await reportsIn(mo), await reportsIn(watcher), await reportsIn(mo, other)];
  expect(seen).toEqual([{ [board]: 2, [other]: 1 }, { [board]: 2 }, { [other]: 1 }]);
  expect(await openFor(watcher)).toBe(0);
});

test('whoever does not moderate has no such page, nor one of another board; and nobody stands in it', async () => {
  const member = await app.person();
  const refused = { ok: false, error: { reason: 'no-such-thing' } };
  expect((await member.get('review.numbers', {})).body).toMatchObject(refused);
  expect((await watcher.get('review.numbers', { boardId: other })).body).toMatchObject(refused);
  const said = JSON.stringify(await ada.see('review.numbers', {}));
  for (const { personId } of [ada, mo, watcher]) expect(said).not.toContain(personId);
});

test('from no number anybody learns that they were reported', async () => {
  const before = { reports: await reportsIn(mo), open: await openFor(mo), all: await reportsIn(ada) };
  await reported(board, mo);
  const reporter = await app.person();
  const subject = { kind: 'person', personId: mo.personId } as const;
  await reporter.do('report.make', { subject, reason: 'spam', note: '' });
  expect({ reports: await reportsIn(mo), open: await openFor(mo) }).toEqual({
    reports: before.reports,
    open: before.open,
  });
  const after = await reportsIn(ada);
  expect([after[board], after['']]).toEqual([(before.all[board] ?? 0) + 1, (before.all[''] ?? 0) + 1]);
});
