import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { boardId } from '../boards/entity.ts';
import { threadId, type Post, type Thread } from './entity.ts';
import type { ThreadChange } from './events.ts';
import { applyThreadChange, joinPosts, type ThreadState } from './state.ts';

const at = new Date(0).toISOString();
const aThread = (lastNo: number, rev: number): Thread => ({
  ...{ id: threadId.parse('a'.repeat(16)), boardId: boardId.parse('buses'), language: 'en', by: null },
  ...{
    title: 'Who drives the late bus?',
    excerpt: 'We have no driver.',
    startedAt: at,
    lastPostAt: at,
    ...{ lastNo, lastPostNo: lastNo, replies: 0, lock: null, pinnedUntil: null, tags: [] },
    rev,
    answer: null,
  },
});
const aPost = (no: number, rev: number, html = `<p>${no}/${rev}</p>`): Post => ({
  ...{ no, rev, html, at, key: '0', by: null, editedAt: null, deleted: false },
});
const aChange = (rev: number, lastNo: number, post: Post | null): ThreadChange => ({
  type: 'thread.changed',
  rev,
  thread: aThread(lastNo, rev),
  post,
});

/** Three posts, an edit of the second, and a fourth post: events 1 to 5. */
const history = [
  aChange(1, 1, aPost(1, 1)),
  aChange(2, 2, aPost(2, 2)),
  aChange(3, 3, aPost(3, 3)),
  aChange(4, 3, aPost(2, 4)),
  aChange(5, 4, aPost(4, 5)),
];
const opened: ThreadState = { thread: aThread(1, 1), posts: [aPost(1, 1)] };

test('L4: in order, however often each event arrives, the newest revisions stand', () => {
  const repeats = fc.array(fc.nat({ max: history.length - 1 }), { maxLength: 8 });
  fc.assert(
    fc.property(repeats, (again) => {
      const arrivals = history.flatMap((change, n) => [
        change,
        ...again.filter((m) => m <= n).map((m) => history[m] ?? change),
      ]);
      const state = arrivals.reduce(applyThreadChange, opened);
      expect(state.thread).toMatchObject({ lastNo: 4, rev: 5 });
      expect(state.posts.map(({ no, rev }) => [no, rev])).toEqual([
        [1, 1],
        [2, 4],
        [3, 3],
        [4, 5],
      ]);
    }),
  );
});

test('what is known already leaves the state untouched, so nothing is drawn again', () => {
  const state = history.reduce(applyThreadChange, opened);
  for (const change of history) expect(applyThreadChange(state, change)).toBe(state);
});

test('a new post does not join a run that ends before the end of the thread', () => {
  const middle: ThreadState = { thread: aThread(120, 120), posts: [aPost(51, 51), aPost(52, 52)] };
  const state = applyThreadChange(middle, aChange(121, 121, aPost(121, 121)));
  expect(state.posts).toBe(middle.posts);
  expect(state.thread.lastNo).toBe(121);
});

test('an edit of a post that is not held changes nothing but the thread', () => {
  const end: ThreadState = { thread: aThread(52, 52), posts: [aPost(51, 51), aPost(52, 52)] };
  expect(applyThreadChange(end, aChange(53, 52, aPost(3, 53))).posts).toBe(end.posts);
});

test('posts that are read later join before and after, the newest revision winning', () => {
  const end: ThreadState = { thread: aThread(4, 5), posts: [aPost(3, 3), aPost(4, 5)] };
  const joined = joinPosts(end, [aPost(1, 1), aPost(2, 4), aPost(3, 1)]);
  expect(joined.posts.map(({ no, rev }) => [no, rev])).toEqual([
    [1, 1],
    [2, 4],
    [3, 3],
    [4, 5],
  ]);
});
