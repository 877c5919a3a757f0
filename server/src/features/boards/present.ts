import { type Board, boardId, type BoardReaders } from '@hearth/shared/boards/entity';
import type { BoardHead } from '@hearth/shared/boards/events';
import { readersOf, rightsFor } from '@hearth/shared/boards/policy';
import type { BoardRights } from '@hearth/shared/boards/rights';
import type { BoardRecord } from './model.ts';

export function rightsOf({ rights, readers, kind }: Pick<BoardRecord, 'rights' | 'readers' | 'kind'>): BoardRights {
  return rights ?? rightsFor(readers, kind);
}

export function asksUnnamed(board: Pick<BoardRecord, 'asksUnnamed'>): boolean {
  return board.asksUnnamed ?? false;
}

export function presentHead(
  record: Omit<BoardRecord, '_id' | 'seq' | 'mark' | 'order' | 'threads' | 'lastPostAt' | 'openings'>,
): BoardHead {
  return {
    name: { en: record.name.en, es: record.name.es },
    purpose: { en: record.purpose.en, es: record.purpose.es },
    icon: record.icon,
    colour: record.colour ?? 'ember',
    kind: record.kind ?? 'discussion',
    ...(asksUnnamed(record) && { asksUnnamed: true }),
    readers: readersIn(rightsOf(record)),
    rev: record.rev ?? 0,
  };
}

export function presentBoard(record: BoardRecord): Board {
  return {
    id: boardId.parse(record._id),
    ...presentHead(record),
    threads: record.threads,
    lastPostAt: record.lastPostAt?.toISOString() ?? null,
  };
}

function readersIn(rights: BoardRights): BoardReaders {
  const { circle, groups } = readersOf(rights);
  return circle === 'nobody' || groups.length > 0 ? 'groups' : circle;
}
