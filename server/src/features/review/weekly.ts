import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type { ReviewEnd, reviewNumbers, Wait } from '@hearth/shared/review/numbers';
import type { CountedRecord, ReportRecord } from './store.ts';

type Numbers = OutputOf<typeof reviewNumbers>;
type Input = InputOf<typeof reviewNumbers>;

const WEEK_MS = 7 * 86_400_000;
/** A Monday at midnight. */
const A_MONDAY = Date.UTC(2024, 0, 1);
const HOUR_MS = 3_600_000;
/** Ages of what is open, in hours. */
const AGES = [1, 24, 72, 168] as const;

/** The weeks until now, by their Mondays in milliseconds, and which of them a moment is in: none for what was before. */
export class Weeks {
  readonly begin: number;
  readonly count: number;

  constructor(now: Date, count: NonNullable<Input['weeks']>) {
    const thisMonday = now.getTime() - ((((now.getTime() - A_MONDAY) % WEEK_MS) + WEEK_MS) % WEEK_MS);
    this.begin = thisMonday - (count - 1) * WEEK_MS;
    this.count = count;
  }

  mondays(): string[] {
    return Array.from({ length: this.count }, (_week, place) =>
      new Date(this.begin + place * WEEK_MS).toISOString().slice(0, 10),
    );
  }

  /** How many of these moments are in each of them. */
  countOf(moments: readonly Date[]): number[] {
    const counts = new Array<number>(this.count).fill(0);
    for (const moment of moments) {
      const place = this.placeOf(moment);
      if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
    }
    return counts;
  }

  placeOf(moment: Date): number {
    const place = Math.floor((moment.getTime() - this.begin) / WEEK_MS);
    return place < this.count ? place : -1;
  }
}

/** From when it was put up until somebody did something about it; null while nobody has. What reports hide nobody has hidden. */
interface Waited {
  readonly from: Date;
  readonly seconds: number | null;
  readonly by: string | null;
}

/** Each time that it was put up or reported anew is one. */
function waitsOf({ steps }: CountedRecord): Waited[] {
  const waits: Waited[] = [];
  for (const { kind, at, by, isPutUp } of steps) {
    const last = waits.at(-1);
    // What a moderator put up waited for nobody.
    if (isPutUp) continue;
    if (kind === 'opened' || kind === 'reopened') waits.push({ from: at, seconds: null, by: null });
    else if (kind !== 'hidden' && last?.seconds === null) {
      const seconds = Math.max(0, Math.round((at.getTime() - last.from.getTime()) / 1_000));
      waits[waits.length - 1] = { ...last, seconds, by: by?.personId ?? null };
    }
  }
  return waits;
}

/** Of a moderator alone nothing is counted for others; `me` sees what is their own. */
export function countWaits(items: readonly CountedRecord[], weeks: Weeks, me: string): Numbers['waits'] {
  const waits = items.flatMap(waitsOf).filter(({ from }) => weeks.placeOf(from) >= 0);
  const acted = waits.filter(({ seconds }) => seconds !== null);
  // Whoever has left is nobody, and one of them all the same.
  const [first, ...others] = new Set(acted.map(({ by }) => by ?? ''));
  const isAlone = acted.length > 0 && others.length === 0 && first !== me;
  const byWeek = Array.from({ length: weeks.count }, (_week, place) =>
    isAlone ? null : waitIn(acted.filter(({ from }) => weeks.placeOf(from) === place)),
  );
  const untouched = weeks.countOf(waits.filter(({ seconds }) => seconds === null).map(({ from }) => from));
  return { weeks: byWeek, all: isAlone ? null : waitIn(acted), untouched, isAlone };
}

function waitIn(waits: readonly Waited[]): Wait | null {
  const seconds = waits.flatMap((one) => one.seconds ?? []).sort((a, b) => a - b);
  /** The one that so many of them do not exceed. */
  const at = (share: number) => seconds[Math.ceil(share * seconds.length) - 1];
  const [median, ninetieth] = [at(0.5), at(0.9)];
  return median === undefined || ninetieth === undefined ? null : { median, ninetieth };
}

export function countOpen(items: readonly CountedRecord[], now: Date): Numbers['open'] {
  const open = items.filter(({ state }) => state === 'open');
  const hours = open.map(({ openedAt }) => Math.max(0, now.getTime() - openedAt.getTime()) / HOUR_MS);
  return [...AGES, null].map((below, place) => {
    const from = AGES[place - 1] ?? 0;
    return { below, count: hours.filter((age) => age >= from && (below === null || age < below)).length };
  });
}

/** By board; null for what is on none. */
export function countReports(
  items: readonly CountedRecord[],
  reports: readonly Pick<ReportRecord, 'itemId' | 'at'>[],
  weeks: Weeks,
): Map<string | null, number[]> {
  const boardOf = new Map(items.map(({ _id, boardId }) => [_id, boardId]));
  const byBoard = Map.groupBy(reports, ({ itemId }) => boardOf.get(itemId) ?? null);
  return new Map([...byBoard].map(([board, some]) => [board, weeks.countOf(some.map(({ at }) => at))]));
}

/** Those that were decided at all, in the order of the contract. */
export function countEnds(items: readonly CountedRecord[], weeks: Weeks, all: readonly ReviewEnd[]): Numbers['ends'] {
  const byEnd = Map.groupBy(items.flatMap(endsOf), ({ end }) => end);
  return all.flatMap((end) => {
    const counts = weeks.countOf((byEnd.get(end) ?? []).map(({ at }) => at));
    return counts.some((count) => count > 0) ? [{ end, counts }] : [];
  });
}

/** Each decision that was not taken back, of all that were made about it. */
function endsOf({ kind, steps }: CountedRecord): { end: ReviewEnd; at: Date }[] {
  const ends: { end: ReviewEnd; at: Date }[] = [];
  for (const step of steps) {
    if (step.kind === 'undone') ends.pop();
    if (step.kind === 'resolved' || step.kind === 'rejected')
      ends.push({ end: endOf(kind, step.kind === 'resolved' ? (step.act ?? 'none') : null), at: step.at });
  }
  return ends;
}

function endOf(kind: CountedRecord['kind'], act: 'remove' | 'none' | null): ReviewEnd {
  if (kind === 'hold') return act === 'remove' ? 'kept-back' : 'published';
  if (kind === 'sign-up' || kind === 'appeal') return 'elsewhere';
  return act === null ? 'no-breach' : act === 'remove' ? 'removed' : 'left';
}
