import type { Reader } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { ownReads, tellRead } from './own-reads.ts';
import { advanceRead, advanceReads, findReadNo, lowerReads, readReadNos, type ReadBack, type ReadTo } from './store.ts';

/** How far somebody has read, what they wrote a moment ago included. */
export async function readNoOf({ services }: Reader, personId: string, threadId: string): Promise<number> {
  await services.use(ownReads).noted(personId);
  return findReadNo(personId, threadId);
}

/** The same by thread. Those that were never opened are missing. */
export async function readNosOf(
  { services }: Reader,
  personId: string,
  threadIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  await services.use(ownReads).noted(personId);
  const reads = await readReadNos(personId, threadIds);
  return new Map(reads.map(({ threadId, no }) => [threadId, no]));
}

/** Marks posts up to `no` as read, on all pages of the reader. Gives how far they have read now, which may be further. */
export async function markReadTo(services: Services, personId: string, threadId: string, no: number): Promise<number> {
  const read = await advanceRead(personId, threadId, no);
  tellRead(services, [read]);
  return read.no;
}

/** The same for many threads. */
export async function markAllReadTo(services: Services, personId: string, to: readonly ReadTo[]): Promise<void> {
  tellRead(services, await advanceReads(personId, to));
}

/** Makes threads unread again, on all pages of the reader. */
export async function markReadBack(services: Services, personId: string, back: readonly ReadBack[]): Promise<void> {
  await services.use(ownReads).noted(personId);
  tellRead(services, await lowerReads(personId, back));
}
