import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Thread } from '../entities/thread.ts';
import type { BoardChange } from '../events/index.ts';
import { applyBoardChange, byLatest, type BoardState } from './board.ts';

const aRow = (id: number, rev: number, minute: number) =>
  ({ id: String(id).padStart(16, '0'), rev, lastPostAt: new Date(minute * 60_000).toISOString() }) as Thread;
const aChange = (thread: Thread, threads: number): BoardChange => ({
  type: 'row.changed',
  threadId: thread.id,
  thread,
  threads,
});

test('L4: rows stand by their latest post, whatever moved on how often', () => {
  const moves = fc.array(fc.record({ id: fc.integer({ min: 1, max: 6 }), rev: fc.integer({ min: 1, max: 9 }) }), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(moves, (moved) => {
      const empty: BoardState = { rows: [], threads: 0, size: 4 };
      const state = moved.reduce(
        (now, { id, rev }) => applyBoardChange(now, aChange(aRow(id, rev, rev * 10 + id), 6)),
        empty,
      );
      expect(state.rows).toEqual([...state.rows].sort(byLatest));
      expect(state.rows.length).toBeLessThanOrEqual(4);
      expect(new Set(state.rows.map((row) => row.id)).size).toBe(state.rows.length);
    }),
  );
});

test('a row that is known already leaves the state untouched', () => {
  const state: BoardState = { rows: [aRow(1, 3, 3)], threads: 1, size: 30 };
  expect(applyBoardChange(state, aChange(aRow(1, 3, 3), 1))).toBe(state);
  expect(applyBoardChange(state, aChange(aRow(1, 2, 2), 1))).toBe(state);
});
