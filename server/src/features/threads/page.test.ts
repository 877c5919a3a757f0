import { expect, test } from '@jest/globals';
import type { Post } from '@hearth/shared/threads/entity';
import { threadCosts, threadLimits } from '@hearth/shared/threads/limits';
import { runWith } from './page.ts';

const postOf = (no: number, bytes: number): Post => {
  const at = '2026-11-28T11:00:00.000Z';
  return { no, key: String(no), by: null, at, editedAt: null, deleted: false, html: 'a'.repeat(bytes), rev: no };
};
const pageOf = (bytes: number) => Array.from({ length: threadLimits.page }, (_, n) => postOf(n + 1, bytes));
const numbers = (posts: readonly Post[]) => posts.map(({ no }) => no);

test('a page of ordinary posts is one run', () => {
  const page = pageOf(4_000);
  expect(runWith(page, 1)).toEqual(page);
  expect(runWith(page, 50)).toEqual(page);
});

test('H3: a page of the longest posts is several runs, each within the budget, and every post is in one', () => {
  const page = pageOf(threadCosts.post.bytes);
  for (const { no } of page) {
    const run = runWith(page, no);
    expect(numbers(run)).toContain(no);
    const bytes = run.reduce((sum, { html }) => sum + html.length, 0);
    expect(bytes).toBeLessThanOrEqual(threadCosts.page.bytes);
  }
});

test('H3: whoever goes on after the last post they have gets every one', () => {
  const page = pageOf(100_000);
  const had: number[] = [];
  while (had.length < page.length) had.push(...numbers(runWith(page.slice(had.length), had.length + 1)));
  expect(had).toEqual(numbers(page));
});

test('H3: one post is shown, however long it is', () => {
  expect(numbers(runWith([postOf(1, 2 * threadCosts.page.bytes), postOf(2, 10)], 1))).toEqual([1]);
});

test('no posts are no posts', () => {
  expect(runWith([], 7)).toEqual([]);
});
