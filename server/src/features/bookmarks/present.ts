import type { Bookmark } from '@hearth/shared/bookmarks/entity';
import { threadId as threadIdRule } from '@hearth/shared/threads/entity';
import type { BookmarkRecord } from './store.ts';

export function presentBookmark({ threadId, no, note, remindAt, zone, isDue, at }: BookmarkRecord): Bookmark {
  return {
    threadId: threadIdRule.parse(threadId),
    no,
    note,
    reminder: remindAt && { at: remindAt.toISOString(), zone },
    isDue,
    at: at.toISOString(),
  };
}
