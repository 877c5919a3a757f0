import { expect, test } from '@jest/globals';
import { REST_MS, Seen } from './seen.ts';

const posts = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => ({ no: from + n, hasEnd: true }));

test('what rested on the screen is read, and what only went by is not until something after it did', () => {
  const seen = new Seen(0);
  expect(seen.look(posts(1, 2), 0)).toBe(REST_MS);
  expect(seen.mark).toBe(0);
  seen.look(posts(1, 3), REST_MS - 1);
  expect(seen.mark).toBe(0);
  seen.look(posts(2, 3), REST_MS);
  expect(seen.mark).toBe(2);
  // A quick scroll past 4 to 9, and a rest at 10.
  for (let no = 4; no < 10; no++) seen.look(posts(no, no), REST_MS + no);
  expect(seen.mark).toBe(2);
  seen.look(posts(10, 10), 5_000);
  seen.look(posts(10, 10), 5_000 + REST_MS);
  expect(seen.mark).toBe(10);
});

test('what was jumped over stays unread', () => {
  const seen = new Seen(3);
  seen.look(posts(40, 42), 0);
  expect(seen.look(posts(40, 42), REST_MS)).toBeNull();
  expect(seen.mark).toBe(3);
  seen.look(posts(4, 39), 2_000);
  expect(seen.mark).toBe(42);
});

test('a long post is read when its end is on the screen', () => {
  const seen = new Seen(0);
  seen.look([{ no: 1, hasEnd: false }], 0);
  seen.look([{ no: 1, hasEnd: false }], 60_000);
  expect(seen.mark).toBe(0);
  seen.look(posts(1, 1), 61_000);
  seen.look([], 61_500);
  seen.look(posts(1, 1), 61_900);
  seen.look(posts(1, 1), 62_500);
  expect(seen.mark).toBe(0);
  seen.look(posts(1, 1), 61_900 + REST_MS);
  expect(seen.mark).toBe(1);
});

test('it goes on from where another page has come', () => {
  const seen = new Seen(1);
  seen.moveTo(8);
  seen.moveTo(5);
  seen.look(posts(9, 9), 0);
  seen.look(posts(9, 9), REST_MS);
  expect(seen.mark).toBe(9);
});
