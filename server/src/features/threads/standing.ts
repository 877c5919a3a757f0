import { NOWHERE } from '@hearth/shared/boards/entity';
import type { Reader } from '../../request/context.ts';
import { mayOnBoard } from '../boards/access.ts';
import { isAuthorOf } from './authorship.ts';
import type { PostRecord, ThreadRecord } from './model.ts';

/** The board a thread stands on, or stood on before it was taken off: what moderators do about it is theirs to do who moderate that. */
export function stoodOn({ withheldFrom, boardId }: Pick<ThreadRecord, 'withheldFrom' | 'boardId'>): string {
  return withheldFrom ?? boardId;
}

/**
 * The board by whose rights somebody acts on a post, or is told of it. A thread that stands nowhere is there for whoever
 * moderates where it stood, and an emptied one for whoever wrote the post.
 */
export async function boardFor(
  reader: Reader,
  thread: ThreadRecord | null,
  post: Pick<PostRecord, 'by' | 'alias'> | null = null,
): Promise<string> {
  const { boardId = NOWHERE, withheldFrom, isEmptied } = thread ?? {};
  if (!withheldFrom) return boardId;
  const isTheirs = isEmptied === true && post !== null && (await isAuthorOf(reader, post));
  return isTheirs || (await mayOnBoard(reader, withheldFrom, 'moderate')) ? withheldFrom : boardId;
}
