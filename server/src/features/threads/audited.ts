import type { AuditedAct, AuditValues } from '../../request/audit-log.ts';
import { stoodOn } from './standing.ts';
import type { PostRecord, ThreadRecord } from './store.ts';
import type { ThreadData } from './stream.ts';

type Changes = Partial<ThreadData['thread']>;

/** What the audit log has of something that is done to a thread. */
export function auditedChanges(thread: ThreadRecord, changes: Changes): AuditedAct {
  const { boardId, by } = thread;
  const boards = changes.boardId === undefined ? [boardId] : [boardId, changes.boardId];
  const [before, after] = [valuesOf(thread, changes), valuesOf({ ...thread, ...changes }, changes)];
  return { on: { kind: 'thread', id: thread._id }, boards, about: by?.personId, before, after };
}

/** Of those fields that are changed. */
function valuesOf(thread: Changes, changed: Changes): AuditValues {
  const { boardId, mergedInto, going, pinnedUntil, featuredUntil, ideaState, slowMinutes } = thread;
  const values = {
    board: 'boardId' in changed && boardId,
    // Where the posts of one that is split go on.
    thread: ('mergedInto' in changed && mergedInto) || ('going' in changed && going?.to),
    until:
      ('pinnedUntil' in changed && pinnedUntil?.toISOString()) ||
      ('featuredUntil' in changed && featuredUntil?.toISOString()),
    state: 'ideaState' in changed && ideaState,
    minutes: 'slowMinutes' in changed && String(slowMinutes ?? 0),
  };
  return Object.fromEntries(Object.entries(values).flatMap(([what, value]) => (value ? [[what, value]] : [])));
}

/** The same of one of its posts. Whoever writes without a name stands in no log. */
export function auditedPost(
  { threadId, no, by }: Pick<PostRecord, 'threadId' | 'no' | 'by'>,
  thread: Pick<ThreadRecord, 'boardId' | 'withheldFrom'>,
): AuditedAct {
  return { on: { kind: 'post', id: threadId, no }, boards: [stoodOn(thread)], about: by?.personId };
}
