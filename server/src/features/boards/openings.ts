import type { PersonId } from '@hearth/shared/kernel/ids';
import { boardLimits } from '@hearth/shared/boards/limits';
import type { Opening, Openings } from '@hearth/shared/boards/openings';
import type { BoardAccess } from '@hearth/shared/boards/rights';
import type { BoardRecord, OpeningRecord } from './store.ts';
import { rightsOf } from './present.ts';

type Opened = Pick<BoardRecord, 'openings'>;

/** What holds at this moment: of an opening whose hour is over nobody has any right, whether that was told or not. */
export function accessOf(board: Pick<BoardRecord, 'openings' | 'rights' | 'readers' | 'kind'>, now: Date): BoardAccess {
  const letIn = lasting(board, now).map(({ personId }) => personId);
  return letIn.length > 0 ? { ...rightsOf(board), letIn } : rightsOf(board);
}

/** Who was let in, and until when. */
export function lasting(board: Opened, now: Date): { readonly personId: PersonId; readonly until: Date }[] {
  return openingsOf(board).flatMap(({ by, until, endedAt }) =>
    by && !endedAt && until > now ? [{ personId: by.personId, until }] : [],
  );
}

export function openingsOf({ openings }: Opened): readonly OpeningRecord[] {
  return openings?.list ?? [];
}

/** With one more, the latest first; the log of moderators has those that fall out. */
export function withOpening(board: Opened, opening: OpeningRecord): readonly OpeningRecord[] {
  return [opening, ...openingsOf(board)].slice(0, boardLimits.opening.kept);
}

/** Null where none of these is to end. */
export function ended(
  board: Opened,
  isMeant: (opening: OpeningRecord) => boolean,
  now: Date,
): readonly OpeningRecord[] | null {
  const ends = (one: OpeningRecord) => !one.endedAt && isMeant(one);
  const end = ({ until }: OpeningRecord) => (until < now ? until : now);
  const before = openingsOf(board);
  return before.some(ends) ? before.map((one) => (ends(one) ? { ...one, endedAt: end(one) } : one)) : null;
}

export function presentOpenings({ openings }: Opened): Openings {
  return openings ? { list: openings.list.map(presentOpening), rev: openings.rev } : { list: [], rev: 0 };
}

export function presentOpening({ id, by, reason, at, until, endedAt }: OpeningRecord): Opening {
  const times = { at: at.toISOString(), until: until.toISOString(), endedAt: endedAt?.toISOString() ?? null };
  return { id, by, reason, ...times };
}
