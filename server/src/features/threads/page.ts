import type { Post } from '@hearth/shared/threads/entity';
import { threadCosts } from '@hearth/shared/threads/limits';

/** Of a post, beside its words. */
const AROUND_WORDS = 512;

/**
 * Of the posts of a page as many as its budget holds, one at least. Long ones make several runs of a page, which begin
 * where the last one ended, at the same posts for everybody: the run with post `wanted`, or the last one.
 */
export function runWith(posts: readonly Post[], wanted: number): Post[] {
  let run: Post[] = [];
  let bytes = 0;
  for (const post of posts) {
    const own = AROUND_WORDS + Buffer.byteLength(post.html);
    if (run.length > 0 && bytes + own > threadCosts.page.bytes) {
      if (post.no > wanted) return run;
      run = [];
      bytes = 0;
    }
    run.push(post);
    bytes += own;
  }
  return run;
}
