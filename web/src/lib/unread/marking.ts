import type { WireError } from '@hearth/shared/kernel/errors';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { LivePage } from '../live/live.svelte.ts';
import * as m from '../paraglide/messages.js';
import type { Undo } from '../ui/undo.svelte.ts';

type Sends = Pick<LivePage, 'send'>;

/** Marks everything as read, of a board or everywhere, and offers to undo it. Resolves to the refusal, if any. */
export async function markAllRead(live: Sends, undo: Undo, boardId?: BoardId): Promise<WireError | null> {
  const commandId = crypto.randomUUID();
  const result = await live.send('unread.mark-all', boardId ? { boardId } : {}, commandId);
  if (!result.ok) return result.error;
  undo.offer(m.marked_read({ count: result.value.threads }), () => void live.send('unread.undo', { of: commandId }));
  return null;
}

/** Marks a thread as read to its end, and offers to undo it. */
export async function markThreadRead(live: Sends, undo: Undo, thread: Marked, readNo: number): Promise<void> {
  const { threadId, lastNo } = thread;
  const result = await live.send('thread.mark-read', { threadId, no: lastNo });
  if (result.ok)
    undo.offer(m.marked_read({ count: 1 }), () => void live.send('unread.from', { threadId, no: readNo + 1 }));
}

interface Marked {
  readonly threadId: ThreadId;
  readonly lastNo: number;
}

/** Makes a thread unread from a post on, and offers to undo it. */
export async function markUnreadFrom(
  live: Sends,
  undo: Undo,
  { threadId, no, readNo }: { readonly threadId: ThreadId; readonly no: number; readonly readNo: number },
): Promise<WireError | null> {
  const result = await live.send('unread.from', { threadId, no });
  if (!result.ok) return result.error;
  undo.offer(m.marked_unread({ no }), () => {
    if (readNo > 0) void live.send('thread.mark-read', { threadId, no: readNo });
  });
  return null;
}
