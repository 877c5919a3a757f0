import { randomOf } from '../faults/scenarios/load.ts';

/** Minutes of one simulated day; 0 is midnight. */
export const DAY = 24 * 60;
/** The big office hour of the day. */
export const officeHour = { begins: 16 * 60, ends: 17 * 60 } as const;

/** What happens on the servers besides people, and when. */
export const happenings = [
  { at: 3 * 60, what: 'Redis restarts' },
  { at: 7.5 * 60, what: 'a server is killed' },
  { at: 10 * 60, what: 'deploy' },
  { at: 16 * 60 + 20, what: 'Redis restarts' },
  { at: 16 * 60 + 40, what: 'deploy' },
  { at: 21 * 60, what: 'the store restarts' },
] as const;
export type Happening = (typeof happenings)[number];

export type Act =
  | { readonly kind: 'reply' | 'start' | 'vote' | 'ask' | 'ask without a name' }
  /** The phone's screen goes dark, or its network goes away, for so many minutes. */
  | { readonly kind: 'sleep'; readonly minutes: number };

/** Somebody has a page open from one minute to another; past midnight when it is left open. */
export interface Visit {
  readonly member: number;
  readonly device: 'phone' | 'computer';
  readonly from: number;
  readonly to: number;
  /** The office hour, or a number that picks one of the threads there are by then. */
  readonly place: 'office hour' | number;
  readonly acts: readonly (Act & { readonly at: number })[];
}

/** How many people come in each hour of a school day, in parts. */
const ARRIVALS = [1, 1, 1, 1, 1, 2, 6, 9, 7, 5, 5, 6, 8, 6, 6, 10, 9, 8, 8, 8, 9, 7, 4, 2] as const;
/** Of all members: those who leave a tab open all day, those who come to the office hour. */
const ALL_DAY = 0.05;
const TO_OFFICE_HOUR = 0.25;

/** One day of so many members, the same for the same seed: who comes when, to what, and does what there. */
export function planDay(members: number, seed: number): Visit[] {
  const random = randomOf(seed);
  const between = (least: number, most: number) => least + random() * (most - least);
  const visits: Visit[] = [];
  for (let member = 0; member < members; member++) {
    if (random() < ALL_DAY) visits.push(thread(member, 'computer', between(6 * 60, 8 * 60), 2 * DAY));
    for (let n = 0; n < 1 + (random() < 0.5 ? 1 : 0); n++) {
      const device = random() < 0.6 ? 'phone' : 'computer';
      const from = 60 * (hourOf(random()) + random());
      visits.push(thread(member, device, from, from + (device === 'phone' ? between(3, 40) : between(10, 180))));
    }
    if (random() < TO_OFFICE_HOUR) visits.push(inOfficeHour(member));
  }
  return visits.sort((a, b) => a.from - b.from);

  function thread(member: number, device: Visit['device'], from: number, to: number): Visit {
    const acts = spread(from, Math.min(to, DAY), [
      ...several(random() < 0.4 ? 1 + Math.floor(random() * 2) : 0, { kind: 'reply' as const }),
      ...several(random() < 0.02 ? 1 : 0, { kind: 'start' as const }),
      ...several(device === 'phone' ? Math.floor(random() * 3) : 0, {
        kind: 'sleep' as const,
        minutes: between(2, 15),
      }),
    ]);
    return { member, device, from, to, place: random(), acts };
  }

  function inOfficeHour(member: number): Visit {
    const from = officeHour.begins + between(-5, 10);
    const device = random() < 0.6 ? 'phone' : 'computer';
    const to = from + between(20, 60);
    const acts = spread(Math.max(from, officeHour.begins + 2), Math.min(to, officeHour.ends), [
      ...several(Math.floor(random() * 4), { kind: 'vote' as const }),
      ...several(random() < 0.12 ? 1 : 0, { kind: random() < 0.3 ? 'ask without a name' : 'ask' } as const),
      ...several(device === 'phone' && random() < 0.5 ? 1 : 0, { kind: 'sleep' as const, minutes: between(1, 5) }),
    ]);
    return { member, device, from, to, place: 'office hour', acts };
  }

  function spread(from: number, to: number, acts: readonly Act[]): Visit['acts'] {
    return acts.map((act) => ({ ...act, at: between(from, to) })).sort((a, b) => a.at - b.at);
  }
}

function several<T>(count: number, one: T): T[] {
  return Array.from({ length: count }, () => one);
}

/** An hour, as likely as people come in it. */
function hourOf(chance: number): number {
  let left = chance * ARRIVALS.reduce((sum, part) => sum + part, 0);
  const hour = ARRIVALS.findIndex((part) => (left -= part) < 0);
  return hour === -1 ? ARRIVALS.length - 1 : hour;
}
