import { boardId } from '@hearth/shared/boards/entity';
import { deskEntryId, type DeskRef } from '@hearth/shared/desk/entity';
import { threadId } from '@hearth/shared/threads/entity';
import type { EntryRecord } from './store.ts';

export function presentRef(entry: EntryRecord): DeskRef {
  return {
    id: deskEntryId.parse(entry._id),
    kind: entry.kind,
    at: entry.at.toISOString(),
    boardId: entry.boardId === null ? null : boardId.parse(entry.boardId),
    threadId: entry.threadId === null ? null : threadId.parse(entry.threadId),
    language: entry.language,
    needsDecision: entry.needsDecision,
    ...(entry.withFiles && { withFiles: true as const }),
    rev: entry.rev,
  };
}
