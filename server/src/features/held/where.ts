import { findThread, findWherever, stoodOn } from '../threads/access.ts';
import type { HeldRecord } from './store.ts';

/** The board it is to stand on, or stands on since it was published: that of its thread, wherever that is by now. */
export async function boardOf({
  boardId,
  threadId,
  place,
}: Pick<HeldRecord, 'boardId' | 'threadId' | 'place'>): Promise<string> {
  const thread = place
    ? (await findWherever(place.threadId, place.no))?.thread
    : threadId === null
      ? null
      : await findThread(threadId);
  return thread ? stoodOn(thread) : boardId;
}
