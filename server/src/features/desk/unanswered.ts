import { deskLimits } from '@hearth/shared/desk/limits';
import { presentThread, readThreads } from '../threads/access.ts';
import { readEntries, type EntryRecord, type Wanted } from './store.ts';

const HOUR_MS = 3_600_000;
/** So many threads are looked at, at a time and for one page: further back one comes by the day. */
const LOOKED_AT = 500;
const MOST_LOOKED_AT = 5_000;

type Before = { readonly at: Date; readonly id: string } | null;

/**
 * Threads that nobody has answered in two days, as they stand now: nothing happens when somebody does not answer, so that
 * it is no entry. What was locked or merged waits for nobody.
 */
export async function readUnanswered(wanted: Wanted, now: Date, before: Before): Promise<EntryRecord[]> {
  const until = new Date(now.getTime() - deskLimits.unansweredHours * HOUR_MS);
  const to = wanted.to && wanted.to < until ? wanted.to : until;
  const found: EntryRecord[] = [];
  let from = before;
  for (let looked = 0; looked < MOST_LOOKED_AT && found.length < deskLimits.page; looked += LOOKED_AT) {
    const started = await readEntries({ ...wanted, kinds: ['started'], to }, from, LOOKED_AT);
    found.push(...(await waitingAmong(started)));
    const last = started.at(-1);
    if (!last || started.length < LOOKED_AT) break;
    from = { at: last.at, id: last._id };
  }
  return found.slice(0, deskLimits.page);
}

async function waitingAmong(started: readonly EntryRecord[]): Promise<EntryRecord[]> {
  const threads = await readThreads(started.flatMap(({ threadId }) => threadId ?? []));
  const threadOf = new Map(threads.map((thread) => [thread._id, thread]));
  return started.filter(({ threadId }) => {
    const thread = threadOf.get(threadId ?? '');
    return thread && !thread.withheldFrom && !thread.lock && !thread.mergedInto && presentThread(thread).replies === 0;
  });
}
