import type { ByteRange } from '../platform/blobs.ts';

/**
 * The one range that is asked for, as RFC 9110 reads it. Null: all of it, also where several are asked for at once, which
 * would have a small question answered with a large body. `unsatisfiable`: there is nothing at that place.
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const [, start, end] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (start === undefined || end === undefined || (start === '' && end === '')) return null;
  if (start === '') {
    const length = Math.min(Number(end), size);
    return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 };
  }
  const [first, last] = [Number(start), end === '' ? size - 1 : Math.min(Number(end), size - 1)];
  if (end !== '' && Number(end) < first) return null;
  return first >= size ? 'unsatisfiable' : { first, last };
}
