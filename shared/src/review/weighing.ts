import type { TrustLevel } from '../held/policy.ts';

/** Somebody who reported something, as far as it says how much that counts. */
export interface Reporter {
  readonly level: TrustLevel;
  readonly joinedAt: Date;
  /** Of what else they reported, so many times moderators found that it broke a rule, and that it did not. */
  readonly right: number;
  readonly wrong: number;
}

const DAY_MS = 86_400_000;
/** What reports of all who are new count together, however many they are. */
const NEW_TOGETHER = 0.5;
/** So many reports that were right make one count for half as much again. */
const FULL_RECORD = 5;

/** 1 for somebody nothing was decided of; up to 1½ with a good record; a third after one report that was rejected. */
export function weightOf({ right, wrong }: Pick<Reporter, 'right' | 'wrong'>): number {
  const isRight = (right + 1) / (right + 1 + 2 * wrong);
  return isRight * (1 + Math.min(right, FULL_RECORD) / (2 * FULL_RECORD));
}

/**
 * What reports of one thing weigh together. Whoever is new hardly counts, and of those who joined on the same day, until they
 * are known for long, one does: nobody makes the people who agree with them.
 */
export function weigh(reporters: readonly Reporter[]): number {
  const fresh = reporters.filter(({ level }) => level === 'new').map(weightOf);
  const long = reporters.filter(({ level }) => level === 'regular').map(weightOf);
  const others = reporters
    .filter(({ level }) => level === 'member')
    .toSorted((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime());
  return Math.min(NEW_TOGETHER, sum(fresh)) + sum(long) + sum(heaviestOfEachDay(others));
}

/** A day begins with the first who joined in it. */
function heaviestOfEachDay(inOrder: readonly Reporter[]): number[] {
  const days: { readonly from: number; heaviest: number }[] = [];
  for (const reporter of inOrder) {
    const [at, weight] = [reporter.joinedAt.getTime(), weightOf(reporter)];
    const day = days.at(-1);
    if (day && at - day.from < DAY_MS) day.heaviest = Math.max(day.heaviest, weight);
    else days.push({ from: at, heaviest: weight });
  }
  return days.map(({ heaviest }) => heaviest);
}

function sum(weights: readonly number[]): number {
  return weights.reduce((total, weight) => total + weight, 0);
}
