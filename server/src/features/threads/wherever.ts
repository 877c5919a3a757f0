import { findFormerPlace } from './posts-at-store.ts';
import { findPost, findThread, type PostRecord, type ThreadRecord } from './store.ts';

/** Threads may be merged on and on; nobody does so more often. */
const MOST_WAYS = 50;

interface Place {
  readonly thread: ThreadRecord;
  /** Null where a thread as a whole was looked for. */
  readonly post: PostRecord | null;
}

/** A thread or one of its posts, in whichever thread it stands now. Asks for nobody's rights. */
export async function findWherever(threadId: string, no: number | null): Promise<Place | null> {
  let at = { threadId, no };
  for (let ways = 0; ways < MOST_WAYS; ways++) {
    const thread = await findThread(at.threadId);
    if (!thread) return null;
    // A thread as a whole goes on where its first post does.
    const wanted = at.no ?? (thread.mergedInto ? 1 : null);
    const post = wanted === null ? null : await findPost(at.threadId, wanted);
    if (post?.note?.kind === 'went') at = { threadId: post.note.to, no: post.note.no };
    else if (thread.mergedInto) at = { threadId: thread.mergedInto, no: null };
    else return { thread, post };
  }
  return null;
}

/** Where a post stands and stood, the latest place first. */
export async function findPlacesOf(
  post: Pick<PostRecord, 'threadId' | 'no'>,
): Promise<Pick<PostRecord, 'threadId' | 'no'>[]> {
  const places = [{ threadId: post.threadId, no: post.no }];
  for (let from = await findFormerPlace(post); from && places.length <= MOST_WAYS; from = await findFormerPlace(from))
    places.push(from);
  return places;
}
