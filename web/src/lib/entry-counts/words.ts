import type { TriedEntry } from '@hearth/shared/entry-counts/entity';
import * as m from '../paraglide/messages.js';
import { schoolsWords, triedWords } from '../trials/words.ts';

/** Of one state nothing is to be counted. */
const stateWords = ({ states }: TriedEntry): string =>
  states > 1 ? ` ${m.library_tried_states({ count: states })}` : '';

export function isTried({ worked, partly, no }: TriedEntry): boolean {
  return worked + partly + no > 0;
}

/** "Tried by 14 schools in 6 states: 11 worked, 2 partly, 1 not". */
export function triedEntryWords(tried: TriedEntry): string {
  return triedWords(tried, stateWords(tried));
}

/** "Tried by 14 schools in 6 states; 11 worked". */
export function triedRowWords(tried: TriedEntry): string {
  return `${schoolsWords(tried)}${stateWords(tried)}; ${m.trial_worked({ count: tried.worked })}`;
}

export const entryTriedPath = (entryId: string): string => `/library/tried/${entryId}`;
