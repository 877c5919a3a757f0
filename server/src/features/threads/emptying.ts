import { NOWHERE } from '@hearth/shared/boards/entity';
import type { PostRecord, ThreadRecord } from './model.ts';
import type { ThreadData } from './stream.ts';

/**
 * Where a thread stands, from event to event. A thread of which nothing is left to read stands nowhere, its title neither:
 *
 *     on its board ── the last post is deleted, removed or hidden ──► emptied ── one is back ──► on its board
 *      ▲    └──────── moderators take it off ──► taken off ◄── moderators take it off ──┘
 *      │                                          │    └────── brought back, and nothing is left ──► emptied
 *      └──────────── brought back ────────────────┘
 */

/** Whether a post is something to read: words, or the way to where others went. What else moderators noted is none. */
export function isToRead({ deletedAt, note }: Pick<PostRecord, 'deletedAt' | 'note'>): boolean {
  return deletedAt === null && (!note || note.kind === 'went');
}

/** Whether a thread may be emptied: it stands on its board, and nothing of it is on its way elsewhere, or was merged. */
export function mayEmpty({ withheldFrom, mergedInto, going }: Partial<ThreadRecord>): boolean {
  return !withheldFrom && !mergedInto && !going;
}

/** The same event, by which it leaves its board besides. What it was pinned or featured for it is still when it is back. */
export function emptied(data: ThreadData, at: Date): ThreadData {
  const { boardId } = data.thread;
  const place = { boardId: NOWHERE, withheldFrom: boardId, isEmptied: true, movedAt: at };
  return { ...data, thread: { ...data.thread, ...place }, movedFrom: boardId };
}

/** The same event, by which it stands on its board again. */
export function broughtBack(data: ThreadData, at: Date): ThreadData {
  const { withheldFrom } = data.thread;
  if (!withheldFrom) return data;
  const place = { boardId: withheldFrom, withheldFrom: null, isEmptied: false, movedAt: at };
  return { ...data, thread: { ...data.thread, ...place }, movedFrom: NOWHERE };
}
