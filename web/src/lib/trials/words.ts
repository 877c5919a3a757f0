import type { TrialCounts, TrialLevel, TrialPlace, TrialResult } from '@hearth/shared/trials/entity';
import * as m from '../paraglide/messages.js';

export function schoolsWords({ worked, partly, no }: TrialCounts): string {
  return m.trial_schools({ count: worked + partly + no });
}

/** "Tried by 14 schools: 11 worked, 2 partly, 1 not". */
export function triedWords({ worked, partly, no }: TrialCounts, where = ''): string {
  const parts = [
    worked > 0 && m.trial_worked({ count: worked }),
    partly > 0 && m.trial_partly({ count: partly }),
    no > 0 && m.trial_not({ count: no }),
  ];
  return `${schoolsWords({ worked, partly, no })}${where}: ${parts.filter(Boolean).join(', ')}`;
}

export const triedPath = (threadId: string, no: number): string => `/tried/${threadId}?post=${no}`;

/** In the order in which they are offered. */
export const levels: Readonly<Record<TrialLevel, () => string>> = {
  elementary: m.trial_level_elementary,
  middle: m.trial_level_middle,
  high: m.trial_level_high,
  other: m.trial_level_other,
};

export const places: Readonly<Record<TrialPlace, () => string>> = {
  rural: m.trial_place_rural,
  town: m.trial_place_town,
  suburb: m.trial_place_suburb,
  city: m.trial_place_city,
};

export const results: Readonly<Record<TrialResult, () => string>> = {
  worked: m.trial_result_worked,
  partly: m.trial_result_partly,
  no: m.trial_result_no,
};

/** What a list offers, after a first line for no choice. */
export function optionsOf(names: Readonly<Record<string, () => string>>, none: string): (readonly [string, string])[] {
  return [['', none], ...Object.entries(names).map(([value, name]) => [value, name()] as const)];
}
