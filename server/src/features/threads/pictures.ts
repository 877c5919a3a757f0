import type { Reader } from '../../request/context.ts';
import { mayOnBoard, mayReadBoard } from '../boards/access.ts';
import type { FileSubject } from '../file-subject.ts';
import { isHidden } from './authorship.ts';
import type { PostRecord } from './model.ts';
import { stoodOn } from './standing.ts';
import { findPost, findThread } from './store.ts';

/**
 * Whoever may read a post may see its pictures and files: while it is deleted nobody does, and once it is back they are too. What
 * is hidden because it was reported moderators see.
 */
export const postPictures: FileSubject = {
  kind: 'post',
  staysWithWords: true,
  async holds(id, fileId) {
    const [threadId = '', no] = id.split('/');
    const post = await findPost(threadId, Number(no));
    return post !== null && filesOf(post).some((one) => one.fileId === fileId);
  },
  async nameOf(id, fileId) {
    const [threadId = '', no] = id.split('/');
    const post = await findPost(threadId, Number(no));
    return post?.files?.find((one) => one.fileId === fileId)?.name ?? null;
  },
  async mayRead(reader: Reader, id: string) {
    const [threadId = '', no] = id.split('/');
    const [thread, post] = await Promise.all([findThread(threadId), findPost(threadId, Number(no))]);
    if (!thread || !post) return false;
    if (isHidden(post)) return mayOnBoard(reader, stoodOn(thread), 'moderate');
    return post.deletedAt === null && (await mayReadBoard(reader, thread.boardId));
  },
};

/** Every picture and file below its words: its author's, and those of cards. */
export function filesOf({
  pictures = [],
  files = [],
  cards = [],
}: Pick<PostRecord, 'pictures' | 'files' | 'cards'>): { fileId: string }[] {
  return [...pictures, ...files, ...cards.flatMap(({ picture }) => picture ?? [])];
}

/** What pictures and files of a post belong to. */
export function subjectOfPost(threadId: string, { no }: Pick<PostRecord, 'no'>): string {
  return `${postPictures.kind}:${threadId}/${no}`;
}
