import type { Reader } from '../../request/context.ts';
import { mayReadBoard } from '../boards/access.ts';
import { findWherever, readPostsAt, type PostRecord } from '../threads/access.ts';
import type { PracticeRecord } from './store.ts';

/** A post that a note was made of, as it stands now. */
interface SourcePost {
  /** Its number in the thread of the note. */
  readonly no: number;
  readonly post: PostRecord;
  /** Where it went since to another thread: the board of that one. */
  readonly boardId: string | null;
}

/** What went on in another thread is looked for there; what is nowhere is left out. */
export async function findSources(threadId: string, nos: readonly number[]): Promise<SourcePost[]> {
  const posts = await readPostsAt([...new Set(nos)].map((no) => ({ threadId, no })));
  const found = posts.map(async (post): Promise<SourcePost | null> => {
    const { no, note } = post;
    if (note?.kind !== 'went') return { no, post, boardId: null };
    const there = await findWherever(threadId, no);
    return there?.post ? { no, post: there.post, boardId: there.thread.boardId } : null;
  });
  return (await Promise.all(found)).filter((one) => one !== null);
}

/**
 * Numbers of the posts it was made of whose words were taken back since, or went to where this reader may not read them:
 * what came from them is not shown. The words stay in the note: the post may come back, and goes mostly to where all read it.
 */
export async function takenBack(reader: Reader, note: PracticeRecord): Promise<ReadonlySet<number>> {
  const nos = note.sources.map(({ no }) => no);
  const gone = new Set(nos);
  for (const { no, post, boardId } of await findSources(note._id, nos)) {
    const stands = post.deletedAt === null && !post.note;
    if (stands && (boardId === null || (await mayReadBoard(reader, boardId)))) gone.delete(no);
  }
  return gone;
}

/** Whether nothing is left of its words, also for whoever could bring it back until then. */
function isForgotten({ post: { deletedAt, html } }: SourcePost): boolean {
  return deletedAt !== null && html === '';
}

/** Those of these posts of which nothing is left, wherever they went. */
export async function forgottenAmong(threadId: string, nos: readonly number[]): Promise<number[]> {
  return (await findSources(threadId, nos)).filter(isForgotten).map(({ no }) => no);
}
