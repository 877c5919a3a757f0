import { expect, test } from '@jest/globals';
import { reviewId, type ReviewItem, type ReviewShown } from '@hearth/shared/review/entity';
import { decidedBy, inPlace, type Row } from './decided.ts';

const shown: ReviewShown = {
  ...{ path: null, title: 'A post', language: null, board: null, by: null, at: null, text: '', missing: null },
};
const idOf = (n: number) => reviewId.parse(n.toString(16).padStart(16, '0'));
const at = new Date('2026-11-30T10:00:00Z');

function row(n: number, changed: Partial<ReviewItem> = {}): Row {
  const item: ReviewItem = {
    ...{
      id: idOf(n),
      kind: 'report',
      subject: { kind: 'gone' },
      state: 'open',
      reasons: [],
      openedAt: at.toISOString(),
    },
    ...{ claim: null, assigned: null, due: null, outcome: null, history: [], rev: 1 },
    ...changed,
  };
  return { item, shown };
}

const done = (act: 'reject' | 'remove' | 'undo' | 'claim', ...ns: number[]) => ({
  ...{ act, undoes: null, refused: [] },
  done: ns.map((n) => ({ itemId: idOf(n), rev: act === 'undo' ? 3 : 2, name: '' })),
});
const states = (rows: readonly Row[]) => rows.map(({ item }) => [Number(`0x${item.id}`), item.state]);

test('what one has decided stays where it was, and what has come since is around it', () => {
  const before = [row(1), row(2), row(3), row(4)];
  const decided = decidedBy(done('remove', 1, 3, 4), before, new Map(), at);
  expect(states(inPlace(before, [row(9), row(2), row(5)], decided))).toEqual([
    ...[
      [1, 'resolved'],
      [9, 'open'],
      [2, 'open'],
      [3, 'resolved'],
      [4, 'resolved'],
    ],
    [5, 'open'],
  ]);
  // Also where nothing else is left.
  expect(states(inPlace(before, [], decided))).toEqual([
    [1, 'resolved'],
    [3, 'resolved'],
    [4, 'resolved'],
  ]);
});

test('what others have decided leaves', () => {
  const before = [row(1), row(2), row(3)];
  expect(states(inPlace(before, [row(3)], decidedBy(done('reject', 2), before, new Map(), at)))).toEqual([
    [2, 'rejected'],
    [3, 'open'],
  ]);
});

test('what was taken back, or is open again because of somebody else, is as it is now; what was taken on is not decided', () => {
  const before = [row(1), row(2), row(3)];
  const decided = decidedBy(done('reject', 1, 2), before, new Map(), at);
  expect(states(inPlace(before, [row(1, { rev: 3 }), row(2), row(3)], decided))).toEqual([
    [1, 'open'],
    [2, 'rejected'],
    [3, 'open'],
  ]);
  const undone = decidedBy(done('undo', 2), inPlace(before, [row(3)], decided), decided, at);
  expect([...undone.keys()]).toEqual([idOf(1)]);
  expect([...decidedBy(done('claim', 3), before, undone, at).keys()]).toEqual([idOf(1)]);
});
