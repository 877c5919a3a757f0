import { ThreadModel, type ThreadRecord } from './model.ts';

/** Threads that stand on top of a board, the latest post first. There are few. */
export async function readPinned(boardId: string, most: number): Promise<ThreadRecord[]> {
  return ThreadModel.find({ boardId, pin: 1 }).sort({ lastPostAt: -1, _id: 1 }).limit(most).lean<ThreadRecord[]>();
}
