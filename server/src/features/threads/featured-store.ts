import { STANDS, ThreadModel, type ThreadRecord } from './model.ts';

/** Threads that are featured at this moment, on whichever board. There are few. */
export async function readFeatured(now: Date): Promise<ThreadRecord[]> {
  return ThreadModel.find({ featuredUntil: { $gt: now }, ...STANDS }).lean<ThreadRecord[]>();
}
