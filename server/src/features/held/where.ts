import { findThread } from '../threads/access.ts';
import type { HeldRecord } from './store.ts';

/** The board it is to stand on: that of its thread, wherever that is by now. */
export async function boardOf({ boardId, threadId }: Pick<HeldRecord, 'boardId' | 'threadId'>): Promise<string> {
  return (threadId && (await findThread(threadId))?.boardId) || boardId;
}
