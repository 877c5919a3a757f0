import { expect, test } from '@jest/globals';
import { coverOf, spansOf, weekOf } from './spans.ts';

const iso = ({ from, to }: { from: number; to: number }) => [new Date(from).toISOString(), new Date(to).toISOString()];
const between = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) });
const CHICAGO = 'America/Chicago';

test('hours are those of the zone they were said in, before and after its clocks change', () => {
  // Clocks are put back on Sunday, November 1.
  const sundays = { zone: CHICAGO, shifts: [{ day: 7, from: '18:00', to: '22:00' }] };
  expect(spansOf(sundays, between('2026-10-20T00:00Z', '2026-11-10T00:00Z')).map(iso)).toEqual([
    ['2026-10-25T23:00:00.000Z', '2026-10-26T03:00:00.000Z'],
    ['2026-11-02T00:00:00.000Z', '2026-11-02T04:00:00.000Z'],
    ['2026-11-09T00:00:00.000Z', '2026-11-09T04:00:00.000Z'],
  ]);
});

test('through the night that clocks change in, it is as long as it is', () => {
  const night = { zone: CHICAGO, shifts: [{ day: 6, from: '22:00', to: '06:00' }] };
  const hours = (week: { from: number; to: number }) =>
    spansOf(night, week).map(({ from, to }) => (to - from) / 3_600_000);
  expect(hours(between('2026-03-01T00:00Z', '2026-03-06T00:00Z'))).toEqual([8]);
  expect(hours(between('2026-03-06T00:00Z', '2026-03-10T00:00Z'))).toEqual([7]);
  expect(hours(between('2026-10-30T00:00Z', '2026-11-03T00:00Z'))).toEqual([9]);
  // What clocks skip begins right after.
  const skipped = { zone: CHICAGO, shifts: [{ day: 7, from: '02:30', to: '04:00' }] };
  expect(spansOf(skipped, between('2026-03-08T00:00Z', '2026-03-09T00:00Z')).map(iso)).toEqual([
    ['2026-03-08T08:00:00.000Z', '2026-03-08T09:00:00.000Z'],
  ]);
});

test('what is not later goes on into the next day, hours that touch are one, and what is cut off is', () => {
  const shifts = [
    { day: 1, from: '20:00', to: '00:00' },
    { day: 2, from: '00:00', to: '01:00' },
    { day: 3, from: '09:00', to: '09:00' },
  ];
  const all = spansOf({ zone: 'UTC', shifts }, between('2026-11-23T21:00Z', '2026-11-26T00:00Z'));
  expect(all.map(iso)).toEqual([
    ['2026-11-23T21:00:00.000Z', '2026-11-24T01:00:00.000Z'],
    ['2026-11-25T09:00:00.000Z', '2026-11-26T00:00:00.000Z'],
  ]);
});

test('a week is that of its zone, with days of 23 and 25 hours', () => {
  const hours = (date: string) => weekOf(date, CHICAGO).map(({ from, to }) => (to - from) / 3_600_000);
  expect(hours('2026-03-04')).toEqual([24, 24, 24, 24, 24, 24, 23]);
  expect(hours('2026-11-01')).toEqual([24, 24, 24, 24, 24, 24, 25]);
  expect(weekOf('2026-11-29', CHICAGO).map(({ date }) => date)).toEqual([
    ...['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'],
  ]);
});

test('a time is parted where somebody comes or goes; where nobody is, it is a gap', () => {
  const people = [
    { who: 'Ana', spans: [{ from: 2, to: 5 }] },
    { who: 'Ben', spans: [{ from: 4, to: 7 }] },
  ];
  expect(coverOf({ from: 0, to: 10 }, people)).toEqual([
    { from: 0, to: 2, who: [] },
    { from: 2, to: 4, who: ['Ana'] },
    { from: 4, to: 5, who: ['Ana', 'Ben'] },
    { from: 5, to: 7, who: ['Ben'] },
    { from: 7, to: 10, who: [] },
  ]);
  expect(coverOf({ from: 0, to: 10 }, [])).toEqual([{ from: 0, to: 10, who: [] }]);
});
