import { deskLimits } from '@hearth/shared/desk/limits';
import { readTimesOf, type EntryRecord } from './store.ts';

const MINUTE_MS = 60_000;
/** So many posts of one person are looked at for a page. */
const LOOKED_AT = 500;

/**
 * Which of these posts came faster than people write: with those that their author wrote in the minute before, they are more
 * than {@link deskLimits.fast}. A hint and no verdict; worked out when somebody looks, and kept nowhere.
 */
export async function fastAmong(entries: readonly EntryRecord[]): Promise<ReadonlySet<string>> {
  const posts = entries.filter(({ kind, personId }) => personId && (kind === 'started' || kind === 'reply'));
  const byPerson = [...Map.groupBy(posts, ({ personId }) => personId ?? '')];
  const fast = await Promise.all(byPerson.map(([personId, own]) => fastOf(personId, own)));
  return new Set(fast.flat());
}

async function fastOf(personId: string, own: readonly EntryRecord[]): Promise<string[]> {
  const times = own.map(({ at }) => at.getTime());
  const from = new Date(Math.min(...times) - MINUTE_MS);
  const written = (await readTimesOf(personId, from, new Date(Math.max(...times)), LOOKED_AT)).map((at) =>
    at.getTime(),
  );
  const within = (end: number) => written.filter((at) => at > end - MINUTE_MS && at <= end).length;
  return own.filter(({ at }) => within(at.getTime()) > deskLimits.fast).map(({ _id }) => _id);
}
