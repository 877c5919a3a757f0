import type { OwnValue } from './protocol.ts';

type Value = OwnValue['value'];

/**
 * What counts of one's own after another value has come. A number says how far something has come: one server may tell
 * later what another has told already, and it never goes back.
 */
export function laterOwn(before: Value | undefined, value: Value): Value {
  return typeof before === 'number' && typeof value === 'number' ? Math.max(before, value) : value;
}
