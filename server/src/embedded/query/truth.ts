import type { Maybe } from '../bson/types.ts';
import { isNumeric, toNumber } from '../values/numbers.ts';

/** False are a missing value, null, false and every zero; all else is true, also NaN and the empty string. */
export function isTrue(value: Maybe): boolean {
  if (value === undefined || value === null || value === false) return false;
  return isNumeric(value) ? toNumber(value) !== 0 : true;
}
