import type { BoardRecord } from '../boards/access.ts';
import { presentBoard } from '../boards/access.ts';
import { scheduledId, type ScheduledPost } from '@hearth/shared/scheduled/entity';
import { tagId } from '@hearth/shared/tags/entity';
import type { ScheduledRecord } from './store.ts';

/** With the board, where whoever sees it may read that. */
export function presentScheduled(record: ScheduledRecord, boards: readonly BoardRecord[]): ScheduledPost {
  const { _id, title, text, language, tags = [], by, at, zone, state, reason } = record;
  const board = boards.find((one) => one._id === record.boardId);
  const { id, name } = board ? presentBoard(board) : { id: null, name: null };
  return {
    id: scheduledId.parse(_id),
    board: id && name && { id, name },
    title,
    text,
    language,
    tags: tags.map((one) => tagId.parse(one)),
    by,
    at: at.toISOString(),
    zone,
    // What is about to appear still waits, for everybody else.
    state: state === 'appearing' || state === 'appeared' ? 'waiting' : state,
    reason,
  };
}
