import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { boardId } from './entity.ts';
import { threadId, type Thread } from '../threads/entity.ts';
import type { BoardHead, RowsChange } from './events.ts';
import { applyBoardChange, byLatest, type BoardState } from './state.ts';

const aRow = (id: number, rev: number, minute: number): Thread => ({
  id: threadId.parse(String(id).padStart(16, '0')),
  boardId: boardId.parse('buses'),
  title: 'Who drives the late bus?',
  language: 'en',
  by: null,
  startedAt: new Date(0).toISOString(),
  ...{ lastNo: rev, lastPostNo: rev, replies: 0, lock: null, pinnedUntil: null, tags: [] },
  lastPostAt: new Date(minute * 60_000).toISOString(),
  excerpt: 'We have no driver.',
  answer: null,
  rev,
});
const none = { list: [], rev: 0 };
const aChange = (rows: Thread[], threads: number): RowsChange => ({ type: 'rows.changed', rows, threads });

test('L4: rows stand by their latest post, whatever moved on how often', () => {
  const moves = fc.array(fc.record({ id: fc.integer({ min: 1, max: 6 }), rev: fc.integer({ min: 1, max: 9 }) }), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(moves, (moved) => {
      const empty: BoardState = { head: null, openings: none, rows: [], threads: 0, size: 4 };
      const state = moved.reduce(
        (now, { id, rev }) => applyBoardChange(now, aChange([aRow(id, rev, rev * 10 + id)], 6)),
        empty,
      );
      expect(state.rows).toEqual([...state.rows].sort(byLatest));
      expect(state.rows.length).toBeLessThanOrEqual(4);
      expect(new Set(state.rows.map((row) => row.id)).size).toBe(state.rows.length);
    }),
  );
});

test('L4: told together, one by one, twice or late, rows come to the same', () => {
  const moves = fc.array(fc.record({ id: fc.integer({ min: 1, max: 6 }), rev: fc.integer({ min: 1, max: 9 }) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(moves, (moved) => {
      const empty: BoardState = { head: null, openings: none, rows: [], threads: 0, size: 9 };
      const rows = moved.map(({ id, rev }) => aRow(id, rev, rev * 10 + id));
      const oneByOne = rows.reduce((now, row) => applyBoardChange(now, aChange([row], 6)), { ...empty, threads: 6 });
      const newest = rows.filter((row) => rows.every((other) => other.id !== row.id || other.rev <= row.rev));
      const together = applyBoardChange(empty, aChange(newest, 6));
      expect(oneByOne).toEqual(together);
      expect(applyBoardChange(together, aChange(rows.slice(0, 3), 6))).toBe(together);
    }),
  );
});

test('a row that is known already leaves the rows untouched, and the number of threads still counts', () => {
  const state: BoardState = { head: null, openings: none, rows: [aRow(1, 3, 3)], threads: 1, size: 30 };
  expect(applyBoardChange(state, aChange([aRow(1, 3, 3)], 1))).toBe(state);
  expect(applyBoardChange(state, aChange([aRow(1, 2, 2)], 1))).toBe(state);
  expect(applyBoardChange(state, aChange([aRow(1, 3, 3)], 2))).toEqual({ ...state, threads: 2 });
});

test('a thread that was moved away is no row any more, and comes back with a move back', () => {
  const state: BoardState = { head: null, openings: none, rows: [aRow(1, 3, 3), aRow(2, 1, 1)], threads: 2, size: 30 };
  const [first, second] = state.rows;
  const left = applyBoardChange(state, { ...aChange([], 1), gone: [aRow(1, 1, 1).id] });
  expect(left).toEqual({ ...state, rows: [second], threads: 1 });
  expect(applyBoardChange(left, { ...aChange([], 1), gone: [aRow(1, 1, 1).id] })).toBe(left);
  expect(applyBoardChange(left, aChange([aRow(1, 3, 3)], 2))).toEqual({ ...state, rows: [first, second] });
});

test('L4: what a board is called is what was said last, in whatever order it is heard', () => {
  const both = (text: string) => ({ en: text, es: text });
  const head = (rev: number): BoardHead => ({
    ...{
      name: both(`Board ${rev}`),
      purpose: both('Why'),
      icon: 'chat',
      colour: 'ember',
      kind: 'discussion',
      readers: 'everyone',
      rev,
    },
  });
  const hear = (revs: readonly number[]) =>
    revs.reduce<BoardState>((state, rev) => applyBoardChange(state, { type: 'board.changed', head: head(rev) }), {
      ...{ head: null, openings: none, rows: [], threads: 0, size: 9 },
    });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (revs) => {
      expect(hear(revs).head).toEqual(head(Math.max(...revs)));
    }),
  );
});

test('L4: how a board was opened is what was said last, in whatever order it is heard', () => {
  const said = (rev: number) => ({ list: [], rev });
  const hear = (revs: readonly number[]) =>
    revs.reduce<BoardState>(
      (state, rev) => applyBoardChange(state, { type: 'openings.changed', openings: said(rev) }),
      { head: null, openings: none, rows: [], threads: 0, size: 9 },
    );
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (revs) => {
      expect(hear(revs).openings).toEqual(said(Math.max(...revs)));
    }),
  );
});
