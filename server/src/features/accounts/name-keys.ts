import { folded } from '@hearth/shared/kernel/folded';
import type { PersonRecord } from './model.ts';

/** Of a name with more words, the first ones are enough to be found by. */
const LATER = 6;

/** What somebody is found by: their name, and its rest from each later word on. */
export function keysOf(name: string): Pick<PersonRecord, 'nameKey' | 'laterKeys'> {
  const nameKey = folded(name);
  const later = [...nameKey.matchAll(/[\p{L}\p{N}'’]+/gu)].slice(1, 1 + LATER);
  return { nameKey, laterKeys: later.map(({ index }) => nameKey.slice(index)) };
}
