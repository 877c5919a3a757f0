import { type Board, boardId } from '@hearth/shared/boards/entity';
import type { BoardRecord } from './store.ts';

export function presentBoard(record: BoardRecord): Board {
  return {
    id: boardId.parse(record._id),
    name: { en: record.name.en, es: record.name.es },
    purpose: { en: record.purpose.en, es: record.purpose.es },
    icon: record.icon,
    readers: record.readers,
    kind: record.kind ?? 'discussion',
    threads: record.threads,
    lastPostAt: record.lastPostAt?.toISOString() ?? null,
  };
}
