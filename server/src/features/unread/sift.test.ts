import { expect, test } from '@jest/globals';
import { unreadLimits } from '@hearth/shared/unread/limits';
import { awayFrom, chooseFirst, sift } from './sift.ts';

const thread = (n: number, lastNo = 1, boardId = 'buses') => ({ id: `${n}`, boardId, at: new Date(n * 1_000), lastNo });
const heard = (read: readonly (readonly [string, number])[] = [], ...muted: string[]) => ({
  readNos: new Map(read),
  muted: new Set(muted),
});
const known = { lookedTo: new Date(0), since: null, threads: [] };

test('unread is what is read less far than it goes, the latest first', () => {
  const active = [thread(3, 4), thread(2, 2), thread(1, 1)];
  const { threads, lookedTo } = sift(known, active, heard([['3', 3], ['2', 2]])); // prettier-ignore
  expect(threads.map(({ id }) => id)).toEqual(['3', '1']);
  expect(lookedTo).toEqual(new Date(3_000));
});

test('what was known stays until it is read, and moves up when it is answered', () => {
  const before = { ...known, threads: [thread(2), thread(1)] };
  const moved = { ...thread(1, 2), at: new Date(9_000) };
  expect(sift(before, [moved], heard()).threads).toEqual([moved, thread(2)]);
  expect(sift(before, [moved], heard([['1', 2]])).threads).toEqual([thread(2)]);
});

test('Complaint 7: what is too much to keep is cut at a time that is told, and what one marked oneself is not', () => {
  const marked = { ...thread(1), isKept: true };
  const active = Array.from({ length: unreadLimits.kept + 3 }, (_, n) => thread(1_000 - n));
  const { threads, since } = sift({ ...known, threads: [marked] }, active, heard());
  expect(threads).toHaveLength(unreadLimits.kept + 1);
  expect(threads.at(-1)).toEqual(marked);
  expect(since).toEqual(active[unreadLimits.kept]?.at);
  // Nor does it say less than before.
  expect(sift({ ...known, since: new Date(5_000) }, [thread(9)], heard()).since).toEqual(new Date(5_000));
});

test('however many threads somebody marks, so many of them are kept, the latest', () => {
  const marked = Array.from({ length: unreadLimits.kept + 3 }, (_, n) => ({ ...thread(1_000 - n), isKept: true }));
  const { threads, since } = sift({ ...known, threads: marked }, [thread(2_000)], heard());
  expect(threads).toEqual([thread(2_000), ...marked.slice(0, unreadLimits.kept)]);
  expect(since).toBeNull();
});

test('what is muted stays, and makes no room for itself where there is too much', () => {
  const active = Array.from({ length: unreadLimits.kept + 3 }, (_, n) => thread(1_000 - n));
  const { threads, since } = sift(known, active, heard([], '1000', '999', '998', '900'));
  expect(threads.map(({ id }) => id)).not.toContain('999');
  expect(threads.at(-1)).toEqual(active.at(-1));
  // Nothing one wants to hear of is missing.
  expect(since).toBeNull();
  expect(sift(known, [thread(2), thread(1)], heard([], '2')).threads).toHaveLength(2);
});

test('somebody new is offered the liveliest threads, of different boards first', () => {
  const latest = [thread(9, 30), thread(8, 20), thread(7, 2, 'food'), thread(6, 1, 'news'), thread(5, 10), thread(4)];
  expect(chooseFirst(latest).map(({ id }) => id)).toEqual(['9', '8', '7', '6', '5']);
  expect(chooseFirst([...latest, thread(3, 1, 'rooms')]).map(({ id }) => id)).toEqual(['9', '8', '7', '6', '3']);
  expect(chooseFirst([])).toEqual([]);
});

test('three weeks are an absence, and a weekend is none', () => {
  expect(awayFrom('2026-11-07', '2026-11-28')).toBe('2026-11-07');
  expect(awayFrom('2026-11-08', '2026-11-28')).toBeNull();
});
