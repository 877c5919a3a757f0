/** Of one’s own, by thread: the last post one has read, as {@link markOf} writes it. */
export const OWN_READ = 'read';

/** More than any thread has posts. */
const TURN = 100_000_000;

/**
 * How far one has read, as a number that only grows: whatever was marked as unread begins another turn, so that it counts
 * for more than what was read before.
 */
export function markOf({ turn, no }: ReadMark): number {
  return turn * TURN + no;
}

export function readMarkOf(mark: number): ReadMark {
  return { turn: Math.floor(mark / TURN), no: mark % TURN };
}

export interface ReadMark {
  readonly turn: number;
  readonly no: number;
}
