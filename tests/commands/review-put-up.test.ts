import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { usualGates } from '@hearth/shared/held/policy';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { knownPeople } from '../support/known-people.ts';
import { leave } from '../support/leaving.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** What a moderator has put up without a report, and lets lie. */

let app: TestApp;
let board: BoardId;
let mo: Person;
let nia: Person;
let known: Person[];
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '100' });
  board = await aBoard();
  const ada = await app.person({ role: 'admin' });
  [mo, nia] = [
    await app.person({ name: 'Mo', role: 'moderator' }),
    await app.person({ name: 'Nia', role: 'moderator' }),
  ];
  known = await knownPeople(app, board, 4);
  await ada.do('gate.set', { ...usualGates, hideAt: 0 });
}, 60_000);
afterAll(() => app.close());

async function putUp(by = mo, author?: Person, on = board) {
  const writer = author ?? (await app.person());
  const { id: threadId } = await aThread(writer, on, { title: 'One', text: `One by ${writer.personId}` });
  const { id: itemId, rev } = await by.do('review.open', { threadId, no: 1 });
  return { threadId, itemId, rev: (await by.do('review.release', { itemId, rev })).rev };
}
const report = (threadId: ThreadId, by = present(known[0])) =>
  by.do('report.make', { subject: { kind: 'post', threadId, no: 1 }, reason: 'spam', note: '' });
const waitsOn = async (boardId: BoardId) => (await nia.see('review.numbers', { boardId })).waits;
const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);

test('its first report is told at the desk and waits from then on; whoever is on it stays on it, and sees it first', async () => {
  const fresh = await aBoard();
  const { threadId, itemId } = await putUp(mo, undefined, fresh);
  expect(sum((await waitsOn(fresh)).untouched)).toBe(0);
  app.clock.advance(3 * 86_400_000);
  const held = await mo.do('review.open', { threadId, no: 1 });
  await report(threadId);
  await app.settled();
  const { item } = await mo.see('review.get', { itemId });
  expect(item.history.at(-1)).toMatchObject({ kind: 'opened', by: null });
  expect(item.claim?.by?.name).toBe('Mo');
  expect(Date.parse(item.openedAt)).toBeGreaterThan(Date.parse(held.openedAt));
  const { rows } = await mo.see('desk.list', {});
  expect(rows.filter((row) => row.ref.kind === 'reported' && row.ref.threadId === threadId)).toHaveLength(1);
  expect(sum((await waitsOn(fresh)).untouched)).toBe(1);
  const late = await mo.try('review.reject', { itemId, rev: held.rev, words: '' });
  expect(late).toMatchObject({ ok: false, error: { reason: 'review-reopened' } });
  const again = await (await report(threadId, present(known[1])), mo.see('review.get', { itemId }));
  // The second one is no news to the desk.
  expect(again.item.history).toEqual(item.history);
  await mo.do('review.reject', { itemId, rev: again.item.rev, words: '' });
});

test('a pause of somebody new ends once what was reported broke no rule, whatever else was put up', async () => {
  const ana = await app.person();
  await putUp(mo, ana);
  const { id: threadId } = await aThread(ana, board, { title: 'Two', text: `Two by ${ana.personId}` });
  for (const one of known.slice(2)) await report(threadId, one);
  await app.settled();
  const isPaused = async () => (await ana.see('trust.get', {})).isPaused;
  expect(await isPaused()).toBe(true);
  const { rows } = await nia.see('review.list', { author: ana.personId });
  const row = rows.find(({ item: { subject } }) => 'threadId' in subject && subject.threadId === threadId);
  const { id: itemId, rev } = present(row).item;
  await nia.do('review.reject', { itemId, rev, words: '' });
  await app.settled();
  expect(await isPaused()).toBe(false);
});

test('it was reported by nobody, also once the moderator who put it up has left', async () => {
  const gone = await app.person({ name: 'Gus', role: 'moderator' });
  const fresh = await aBoard();
  await putUp(gone, undefined, fresh);
  const before = await waitsOn(fresh);
  await leave(app, gone, 'keep');
  expect(await waitsOn(fresh)).toEqual(before);
});

test('whoever reported a post does not stay on it by putting it up', async () => {
  const { id: threadId } = await aThread(await app.person(), board);
  await report(threadId, mo);
  const result = await mo.try('review.open', { threadId, no: 1 });
  expect(result).toMatchObject({ ok: false, error: { reason: 'review-reported' } });
  expect((await nia.do('review.open', { threadId, no: 1 })).claim?.by?.name).toBe('Nia');
});
