import { commonError } from '@hearth/shared/kernel/errors';
import type { Reader } from '../../request/context.ts';
import { mayReadBoard, requireBoard } from '../boards/access.ts';
import { findWherever, type PostRecord, type ThreadRecord } from '../threads/access.ts';

interface Where {
  readonly threadId: string;
  readonly no: number;
}

interface Found {
  readonly thread: ThreadRecord;
  readonly post: PostRecord;
}

export async function requirePost(reader: Reader, { threadId, no }: Where): Promise<Found> {
  const { thread, post } = (await findWherever(threadId, no)) ?? {};
  if (!thread || !post) throw commonError('no-such-thing');
  await requireBoard(reader, thread.boardId);
  return { thread, post };
}

/** Wherever it stands now. Null where somebody may not read it any more, or it was deleted. */
export async function findReadable(reader: Reader, { threadId, no }: Where): Promise<Found | null> {
  const { thread, post } = (await findWherever(threadId, no)) ?? {};
  if (!thread || !post || post.deletedAt) return null;
  return (await mayReadBoard(reader, thread.boardId)) ? { thread, post } : null;
}
