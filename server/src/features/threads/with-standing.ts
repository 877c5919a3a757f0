import { broughtBack, emptied, isToRead, mayEmpty } from './emptying.ts';
import { isAnythingLeft } from './left-store.ts';
import type { ThreadData } from './stream.ts';

/**
 * An event that deletes a post or brings one back, and what becomes of its thread by it. To be called while it is decided: what
 * others write meanwhile takes its number, and it is decided again.
 */
export async function withStanding(threadId: string, data: ThreadData, at: Date): Promise<ThreadData> {
  const { thread, post } = data;
  if (!post) return data;
  if (isToRead(post)) return thread.isEmptied ? broughtBack(data, at) : data;
  return mayEmpty(thread) && !(await isAnythingLeft(threadId, post.no)) ? emptied(data, at) : data;
}
