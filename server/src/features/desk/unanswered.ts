import { deskLimits } from '@hearth/shared/desk/limits';
import { presentThread, readThreads } from '../threads/access.ts';
import { readEntries, type EntryRecord, type Wanted } from './store.ts';

const HOUR_MS = 3_600_000;
/** So many threads are looked at for one page; what is further back is on the next. */
const LOOKED_AT = 500;

/**
 * Threads that nobody has answered in two days, as they stand now: nothing happens when somebody does not answer, so that
 * it is no entry. What was locked or merged waits for nobody.
 */
export async function readUnanswered(
  wanted: Wanted,
  now: Date,
  before: { readonly at: Date; readonly id: string } | null,
): Promise<EntryRecord[]> {
  const until = new Date(now.getTime() - deskLimits.unansweredHours * HOUR_MS);
  const to = wanted.to && wanted.to < until ? wanted.to : until;
  const started = await readEntries({ ...wanted, kinds: ['started'], to }, before, LOOKED_AT);
  const threads = new Map(
    (await readThreads(started.flatMap(({ threadId }) => threadId ?? []))).map((one) => [one._id, one]),
  );
  const isWaiting = ({ threadId }: EntryRecord) => {
    const thread = threads.get(threadId ?? '');
    return thread && !thread.lock && !thread.mergedInto && presentThread(thread).replies === 0;
  };
  return started.filter(isWaiting).slice(0, deskLimits.page);
}
