import type { QueryContext } from '../../request/context.ts';
import type { ThreadRecord } from '../threads/access.ts';
import { lookFor } from './inbox.ts';

/**
 * How far threads are read as their rows say it, for whoever is signed in: to the end, where they are not among what is
 * unread. Those that are new are missing.
 */
export async function shownReadNos(
  { services, actor, visitor }: QueryContext,
  rows: readonly ThreadRecord[],
): Promise<Record<string, number>> {
  if (!('byline' in visitor)) return {};
  const { threads, readNos } = await lookFor({ services, actor, visitor });
  const unread = new Set(threads.map(({ id }) => id));
  const shown = rows.map(({ _id, lastNo }) => [_id, unread.has(_id) ? (readNos.get(_id) ?? 0) : lastNo] as const);
  return Object.fromEntries(shown.filter(([, no]) => no > 0));
}
