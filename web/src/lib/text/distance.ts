const STEPS = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['week', 7 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const;

type Unit = (typeof STEPS)[number][0] | 'second';

/** How far away a moment is, in whole steps of the largest unit that fits; under a minute counts as now. */
export function distance(at: string, now: number): [count: number, unit: Unit] {
  const seconds = (Date.parse(at) - now) / 1000;
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return [Math.trunc(seconds / length), unit];
  }
  return [0, 'second'];
}

/**
 * When the wording of the first of these moments changes, in milliseconds since 1970. For a moment still to come that is
 * now: its wording is not worth caching.
 */
export function trueUntil(moments: readonly string[], now: number): number {
  return Math.min(...moments.map((at) => (Date.parse(at) > now ? now : endOf(Date.parse(at), now))));
}

function endOf(at: number, now: number): number {
  const age = (now - at) / 1000;
  const place = STEPS.findIndex(([, length]) => age >= length);
  if (place === -1) return at + 60_000;
  const length = STEPS[place]?.[1] ?? 0;
  const nextUnit = STEPS[place - 1]?.[1] ?? Infinity;
  return at + 1000 * Math.min((Math.floor(age / length) + 1) * length, nextUnit);
}
