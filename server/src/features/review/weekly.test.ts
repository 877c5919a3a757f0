import { expect, test } from '@jest/globals';
import { reviewEnd } from '@hearth/shared/review/numbers';
import type { CountedRecord } from './store.ts';
import { countEnds, countOpen, countReports, countWaits, Weeks } from './weekly.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A Wednesday. */
const NOW = new Date('2026-11-25T12:00:00.000Z');
const before = (ms: number) => new Date(NOW.getTime() - ms);
const [ANA, BEN] = ['a'.repeat(16), 'b'.repeat(16)];
const byline = (personId: string) => ({ personId, name: 'Somebody' });

type Step = Pick<CountedRecord['steps'][number], 'kind' | 'at' | 'isPutUp'> & {
  readonly who?: string;
  readonly act?: 'remove';
};

function item(steps: readonly Step[], more: Partial<CountedRecord> = {}): CountedRecord {
  const all = steps.map(({ who, ...step }) => ({ ...step, by: who ? byline(who) : null }));
  return {
    ...{ _id: 'some', kind: 'report', subject: null, boardId: 'math', state: 'open', openedAt: NOW },
    // A byline of a test has no more than is counted.
    steps: all as unknown as CountedRecord['steps'],
    ...more,
  };
}

const opened = (ms: number): Step => ({ kind: 'opened', at: before(ms) });
const claimed = (ms: number, who = ANA): Step => ({ kind: 'claimed', at: before(ms), who });
const weeks = new Weeks(NOW, 3);

test('weeks begin on Monday, by UTC, and the last of them is now', () => {
  expect(weeks.mondays()).toEqual(['2026-11-09', '2026-11-16', '2026-11-23']);
  const moments = ['2026-11-08T23:59:59.999Z', '2026-11-09T00:00:00.000Z', '2026-11-22T23:59:59.999Z', NOW];
  expect(weeks.countOf(moments.map((one) => new Date(one)))).toEqual([1, 1, 1]);
  expect(new Weeks(new Date('2026-11-23T00:00:00.000Z'), 1).mondays()).toEqual(['2026-11-23']);
});

test('half and nine of ten waited no longer than is said; who waits still is counted beside it', () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100];
  const items = minutes.map((wait, place) =>
    item([opened(2 * HOUR_MS), claimed(2 * HOUR_MS - wait * MINUTE_MS, place % 2 ? ANA : BEN)]),
  );
  const { weeks: byWeek, all, untouched } = countWaits([...items, item([opened(HOUR_MS)])], weeks, ANA);
  expect(byWeek).toEqual([null, null, { median: 300, ninetieth: 540 }]);
  expect(all).toEqual({ median: 300, ninetieth: 540 });
  expect(untouched).toEqual([0, 0, 1]);
});

test('what a moderator put up waited for nobody', () => {
  const items = [item([{ ...opened(HOUR_MS), who: ANA, isPutUp: true }, claimed(HOUR_MS)])];
  expect(countWaits(items, weeks, ANA)).toMatchObject({ all: null, untouched: [0, 0, 0] });
});

test('what was reported once more waits once more, and only the first act ends a wait', () => {
  const steps: Step[] = [
    ...[opened(50 * HOUR_MS), claimed(49 * HOUR_MS), { kind: 'resolved', at: before(40 * HOUR_MS), who: ANA } as const],
    ...[{ kind: 'reopened', at: before(10 * HOUR_MS) } as const, claimed(8 * HOUR_MS, BEN), claimed(7 * HOUR_MS)],
  ];
  expect(countWaits([item(steps)], weeks, ANA).all).toEqual({ median: 3_600, ninetieth: 7_200 });
});

test('of one moderator alone there are no times, but for themselves', () => {
  const items = [item([opened(HOUR_MS), claimed(0)])];
  expect(countWaits(items, weeks, BEN)).toEqual({
    ...{ weeks: [null, null, null], all: null, untouched: [0, 0, 0], isAlone: true },
  });
  expect(countWaits(items, weeks, ANA)).toMatchObject({ all: { median: 3_600 }, isAlone: false });
  expect(countWaits([], weeks, ANA)).toMatchObject({ all: null, isAlone: false });
  // What several reports have hidden is no second moderator, and waits as before.
  const hidden: Step = { kind: 'hidden', at: before(30 * MINUTE_MS) };
  const more = [...items, item([opened(HOUR_MS), hidden])];
  expect(countWaits(more, weeks, BEN)).toMatchObject({ all: null, untouched: [0, 0, 1], isAlone: true });
});

test('what is open is counted by its age, and nothing else', () => {
  const ages = [0.5, 1, 23, 30, 100, 168, 1_000].map((hours) => item([], { openedAt: before(hours * HOUR_MS) }));
  expect(countOpen([...ages, item([], { state: 'rejected' })], NOW)).toEqual([
    ...[
      { below: 1, count: 1 },
      { below: 24, count: 2 },
      { below: 72, count: 1 },
      { below: 168, count: 1 },
    ],
    { below: null, count: 2 },
  ]);
});

test('reports are counted for the board of what they are about', () => {
  const items = [item([], { _id: 'one' }), item([], { _id: 'two', boardId: null })];
  const at = (itemId: string, days: number) => ({ itemId, at: before(days * 24 * HOUR_MS) });
  expect(countReports(items, [at('one', 0), at('one', 8), at('two', 1), at('one', 400)], weeks)).toEqual(
    new Map([
      ['math', [0, 1, 1]],
      [null, [0, 0, 1]],
    ]),
  );
});

test('decisions that were taken back are none; what was held was published or not', () => {
  const end = (kind: 'resolved' | 'rejected' | 'undone', act?: 'remove'): Step => ({
    kind,
    at: NOW,
    ...(act && { act }),
  });
  const items = [
    item([end('resolved', 'remove'), end('undone'), end('rejected')]),
    item([end('resolved', 'remove')]),
    item([end('resolved')]),
    item([end('rejected')], { kind: 'hold' }),
    item([end('resolved', 'remove')], { kind: 'hold' }),
    item([end('rejected')], { kind: 'appeal' }),
  ];
  const ends = countEnds(items, weeks, reviewEnd.options).map(({ end: which, counts }) => [which, counts[2]]);
  expect(Object.fromEntries(ends)).toEqual({
    ...{ removed: 1, left: 1, 'no-breach': 1, published: 1, 'kept-back': 1, elsewhere: 1 },
  });
});
