import type { Post, Thread } from './entity.ts';
import type { ThreadChange } from './events.ts';

/** A thread as a page holds it: the thread and an unbroken run of its posts, `first` … `last`, by number. */
export interface ThreadState {
  readonly thread: Thread;
  readonly posts: readonly Post[];
}

/**
 * The one place where an event becomes state. What is older than what we hold is dropped, so events may repeat.
 * A new post joins only a run that reaches the end; otherwise the thread alone tells that there is more.
 */
export function applyThreadChange(state: ThreadState, change: ThreadChange): ThreadState {
  const thread = change.thread && change.thread.rev > state.thread.rev ? change.thread : state.thread;
  const posts = change.post ? placePost(state, change.post) : state.posts;
  return thread === state.thread && posts === state.posts ? state : { thread, posts };
}

function placePost({ posts, thread }: ThreadState, post: Post): readonly Post[] {
  const at = post.no - (posts[0]?.no ?? 1);
  const held = posts[at];
  if (held) return held.rev >= post.rev ? posts : posts.with(at, post);
  // In a catch-up the thread itself comes last, so that the run may be ahead of it.
  const reachesEnd = (posts.at(-1)?.no ?? 0) >= thread.lastNo || posts.length === 0;
  return at === posts.length && reachesEnd ? [...posts, post] : posts;
}

/** Adds posts that were read from the server, before or after the run that is held. The newest `rev` wins. */
export function joinPosts(state: ThreadState, read: readonly Post[]): ThreadState {
  const byNo = new Map(state.posts.map((post) => [post.no, post]));
  for (const post of read) {
    const held = byNo.get(post.no);
    if (!held || held.rev < post.rev) byNo.set(post.no, post);
  }
  return { thread: state.thread, posts: [...byNo.values()].sort((a, b) => a.no - b.no) };
}
