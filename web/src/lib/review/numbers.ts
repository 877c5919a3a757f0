import type { ReviewEnd } from '@hearth/shared/review/numbers';
import type { Loaded } from '../live/views.ts';
import * as m from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { written } from '../text/time.ts';

export type Numbers = Loaded<'review.numbers'>;

/** What is drawn; each of them has a table, and a file. */
export const plots = ['waits', 'open', 'reports', 'ends'] as const;
export type Plot = (typeof plots)[number];

/** Of weeks there are Mondays, of times seconds: written in words on the page, and in a file as days and in minutes. */
interface Column {
  readonly name: string;
  readonly of?: 'weeks' | 'times';
}

export interface NumberTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

const HOUR = 3_600;
const DAY = 24 * HOUR;

const ends: Readonly<Record<ReviewEnd, () => string>> = {
  removed: m.numbers_end_removed,
  left: m.numbers_end_left,
  'no-breach': m.numbers_end_no_breach,
  published: m.numbers_end_published,
  'kept-back': m.numbers_end_kept_back,
  elsewhere: m.numbers_end_elsewhere,
};

export const endName = (end: ReviewEnd): string => ends[end]();

const names: Readonly<Record<Plot, () => string>> = {
  waits: m.numbers_waits,
  open: m.numbers_open,
  reports: m.numbers_reports,
  ends: m.numbers_ends,
};

export const plotName = (plot: Plot): string => names[plot]();

/** "Nov 23", of a Monday by UTC. */
export function weekName(monday: string): string {
  return written(Date.parse(monday), { month: 'short', day: 'numeric', timeZone: 'UTC' });
}

/** "45 minutes", "3 hours", "2.5 days": as precise as one says it. */
export function duration(seconds: number, unitDisplay: 'long' | 'short' = 'long'): string {
  const [unit, value] =
    seconds < 1.5 * HOUR
      ? (['minute', Math.max(1, seconds / 60)] as const)
      : seconds < 1.5 * DAY
        ? (['hour', seconds / HOUR] as const)
        : (['day', seconds / DAY] as const);
  return inUnits(unit, value, unitDisplay);
}

function inUnits(unit: 'minute' | 'hour' | 'day', value: number, unitDisplay: 'long' | 'short' = 'long'): string {
  const maximumFractionDigits = unit !== 'minute' && value < 10 ? 1 : 0;
  return new Intl.NumberFormat(getLocale(), { style: 'unit', unit, unitDisplay, maximumFractionDigits }).format(value);
}

export function ageName(open: Numbers['open'], place: number): string {
  const [from, below] = [open[place - 1]?.below ?? null, open[place]?.below ?? null];
  // Round ones: "1 hour", "3 days".
  const time = (hours: number) => (hours < 24 ? inUnits('hour', hours) : inUnits('day', hours / 24));
  if (from === null) return m.numbers_age_below({ time: time(below ?? 0) });
  if (below === null) return m.numbers_age_over({ time: time(from) });
  return m.numbers_age_between({ from: time(from), to: time(below) });
}

type Board = Numbers['reports'][number]['board'];

export const boardName = (board: Board): string => board?.name[getLocale()] ?? m.numbers_no_board();

export function tableOf(plot: Plot, numbers: Numbers): NumberTable {
  const { weeks, waits, open, reports, ends: decided } = numbers;
  const week = { name: m.numbers_week(), of: 'weeks' } as const;
  switch (plot) {
    case 'waits':
      return {
        columns: [
          week,
          { name: m.numbers_median(), of: 'times' },
          { name: m.numbers_ninetieth(), of: 'times' },
          { name: m.numbers_untouched() },
        ],
        rows: weeks.map((monday, place) => {
          const wait = waits.weeks[place];
          return [monday, wait?.median ?? null, wait?.ninetieth ?? null, waits.untouched[place] ?? 0];
        }),
      };
    case 'open':
      return {
        columns: [{ name: plotName('open') }, { name: m.numbers_how_many() }],
        rows: open.map(({ count }, place) => [ageName(open, place), count]),
      };
    case 'reports':
      return byWeek(
        weeks,
        reports.map(({ board, counts }) => [boardName(board), counts] as const),
      );
    case 'ends':
      return byWeek(
        weeks,
        decided.map(({ end, counts }) => [endName(end), counts] as const),
      );
  }
}

function byWeek(
  weeks: readonly string[],
  series: readonly (readonly [name: string, counts: readonly number[]])[],
): NumberTable {
  return {
    columns: [{ name: m.numbers_week(), of: 'weeks' }, ...series.map(([name]) => ({ name }))],
    rows: weeks.map((monday, place) => [monday, ...series.map(([, counts]) => counts[place] ?? 0)]),
  };
}
