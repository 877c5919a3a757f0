import type { Arranged } from '@hearth/shared/boards/arrangement';

/** How many threads are unread on boards, with those below them. */
export function unreadOn(
  boards: readonly Arranged<{ readonly id: string }>[],
  unread: Readonly<Record<string, number | undefined>>,
): number {
  const all = boards.flatMap(({ board, below }) => [board, ...below]);
  return all.reduce((sum, { id }) => sum + (unread[id] ?? 0), 0);
}
