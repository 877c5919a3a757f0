import { afterGap, momentsOf, wallOf } from '../kernel/wall-time.ts';
import type { RotaHours, Shift } from './entity.ts';

/** From a moment until another, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;

const dateOf = (day: number) => new Date(day).toISOString().slice(0, 10);

/** When clocks of a zone show it. Where they are put back over it, the first or the last time; where they skip it, right after. */
export function momentOf(wall: string, zone: string, which: 'first' | 'last' = 'first'): number {
  const moments = momentsOf(wall, zone);
  return moments.at(which === 'first' ? 0 : -1) ?? afterGap(wall, zone);
}

/** 1 for Monday. */
const weekdayOf = (day: number) => new Date(day).getUTCDay() || 7;

/** When somebody is there who has said these hours, within these times. Hours that touch are one. */
export function spansOf({ zone, shifts }: RotaHours, { from, to }: Span): Span[] {
  // Days as clocks of the zone have them, and the one before: what begins late goes on.
  const first = Date.parse(wallOf(from, zone).slice(0, 10)) - DAY_MS;
  const spans: Span[] = [];
  for (let day = first; day <= to + DAY_MS; day += DAY_MS)
    for (const shift of shifts) if (shift.day === weekdayOf(day)) spans.push(spanOn(day, shift, zone));
  return joined(spans).flatMap((span) => {
    const cut = { from: Math.max(span.from, from), to: Math.min(span.to, to) };
    return cut.from < cut.to ? [cut] : [];
  });
}

function spanOn(day: number, { from, to }: Shift, zone: string): Span {
  const end = dateOf(to > from ? day : day + DAY_MS);
  return { from: momentOf(`${dateOf(day)}T${from}`, zone), to: momentOf(`${end}T${to}`, zone, 'last') };
}

function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && span.from <= last.to) all[all.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else all.push(span);
  }
  return all;
}

/** The days of a week of a zone, from Monday: each from its midnight until the next. */
export function weekOf(date: string, zone: string): (Span & { readonly date: string })[] {
  const day = Date.parse(date);
  const monday = day - (weekdayOf(day) - 1) * DAY_MS;
  return [0, 1, 2, 3, 4, 5, 6].map((place) => {
    const [own, next] = [dateOf(monday + place * DAY_MS), dateOf(monday + (place + 1) * DAY_MS)];
    return { date: own, from: momentOf(`${own}T00:00`, zone), to: momentOf(`${next}T00:00`, zone) };
  });
}

/** A time parted where anybody comes or goes, with those who are there: nobody where there is a gap. */
export function coverOf<Who>(
  time: Span,
  people: readonly { readonly who: Who; readonly spans: readonly Span[] }[],
): (Span & { readonly who: readonly Who[] })[] {
  const all = people.flatMap(({ spans }) => spans.flatMap(({ from, to }) => [from, to]));
  const inside = all.filter((moment) => moment > time.from && moment < time.to);
  const ends = [...new Set([time.from, ...inside, time.to])].sort((a, b) => a - b);
  return ends.slice(1).map((to, place) => {
    const from = ends[place] ?? time.from;
    const isThere = ({ spans }: { readonly spans: readonly Span[] }) =>
      spans.some((span) => span.from <= from && span.to >= to);
    return { from, to, who: people.filter(isThere).map(({ who }) => who) };
  });
}
