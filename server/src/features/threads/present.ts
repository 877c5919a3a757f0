import { type Post, type Thread, threadId } from '@hearth/shared/threads/entity';
import { boardId } from '@hearth/shared/boards/entity';
import { picturesHtml } from '@hearth/shared/files/picture-html';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { threadCosts } from '@hearth/shared/threads/limits';
import { plain } from './markdown/plain.ts';
import type { PostRecord, ThreadRecord } from './model.ts';

export function presentThread(record: ThreadRecord): Thread {
  return {
    id: threadId.parse(record._id),
    boardId: boardId.parse(record.boardId),
    title: record.title,
    language: record.language,
    by: record.by,
    startedAt: record.startedAt.toISOString(),
    lastNo: record.lastNo,
    lastPostAt: record.lastPostAt.toISOString(),
    excerpt: record.excerpt,
    answer: presentAnswer(record),
    rev: record.seq,
  };
}

function presentAnswer({ answer, answerNo }: ThreadRecord): Thread['answer'] {
  return answer && answerNo ? { ...answer, at: answer.at.toISOString() } : null;
}

/** The whole id of a command, as keys were before, would let others repeat it: nobody is shown more than its last half. */
function keyOf({ key }: Pick<PostRecord, 'key'>): string {
  return key.length > KEY ? idFrom(key) : key;
}

const KEY = 16;

/** The words of a deleted post are in no answer and no event. */
export function presentPost(record: PostRecord): Post {
  const deleted = record.deletedAt !== null;
  return {
    no: record.no,
    key: keyOf(record),
    by: record.by,
    at: record.at.toISOString(),
    editedAt: record.editedAt?.toISOString() ?? null,
    ...(record.inReplyTo && { inReplyTo: record.inReplyTo }),
    deleted,
    html: deleted ? '' : htmlOf(record) + picturesHtml(record.pictures),
    rev: record.rev,
  };
}

/** Versions before rendered more than a post's HTML may be: where some of it is left, it is shown as it was written. */
function htmlOf({ html, text }: PostRecord): string {
  return isTooLong(html) ? plain(text) : html;
}

/** Counts only where it may be: no character takes more than three bytes for each unit of its length. */
function isTooLong(html: string): boolean {
  return 3 * html.length > threadCosts.post.bytes && Buffer.byteLength(html) > threadCosts.post.bytes;
}
