import type { Byline } from '@hearth/shared/accounts/entity';
import type { AuditEntry } from '@hearth/shared/audit/entity';
import type { QueryContext } from '../../request/context.ts';
import type { AuditSubject } from '../../request/audit-log.ts';
import { readActive } from '../accounts/access.ts';
import { presentBoard } from '../boards/access.ts';
import { peopleBehind } from './names-store.ts';
import { Surroundings, type Named } from './surroundings.ts';
import type { AuditRecord } from './store.ts';

/** Entries with the names that everything has now, as far as this reader may know them. */
export async function presentEntries(
  context: QueryContext,
  records: readonly AuditRecord[],
  isCertain: (record: AuditRecord) => boolean,
): Promise<AuditEntry[]> {
  const people = await peopleBehind(records.flatMap(namesIn));
  const bylines = await bylinesOf(people);
  const surroundings = await Surroundings.read(context, records);
  return records.map((record) => ({
    id: record._id,
    at: record.at.toISOString(),
    act: record.act,
    by: bylines.get(record.by) ?? null,
    on: presentSubject(withNumber(record.on, people), surroundings.nameOf(record.on)),
    board: boardOf(surroundings, record),
    about: (record.about !== null && bylines.get(record.about)) || null,
    changes: changesIn(record, surroundings),
    reason: record.reason,
    isCertain: isCertain(record),
  }));
}

/** Of those who are still there, by the names they have in the log. */
async function bylinesOf(people: ReadonlyMap<string, string>): Promise<Map<string, Byline>> {
  const active = new Map((await readActive([...people.values()])).map(({ id, byline }) => [String(id), byline]));
  return new Map(
    [...people].flatMap(([name, personId]) => {
      const byline = active.get(personId);
      return byline ? [[name, byline] as const] : [];
    }),
  );
}

/** All names of people that stand in it. */
export function namesIn({ by, about, on }: AuditRecord): string[] {
  return [by, ...(about === null ? [] : [about]), ...(on.kind === 'person' ? [on.id] : [])];
}

/** What it was done to, people by their number; those who have left have none. */
export function withNumber(on: AuditSubject, people: ReadonlyMap<string, string>): AuditSubject {
  return on.kind === 'person' ? { ...on, id: people.get(on.id) ?? '' } : on;
}

function presentSubject({ kind, id, no }: AuditSubject, named: Named | null): AuditEntry['on'] {
  return { kind, id, no: no ?? null, name: named?.name ?? null, language: named?.language ?? null };
}

function boardOf(surroundings: Surroundings, { boards: [id] }: AuditRecord): AuditEntry['board'] {
  const board = id === undefined ? null : surroundings.board(id);
  if (!board) return null;
  const { id: boardId, name } = presentBoard(board);
  return { id: boardId, name };
}

/** Everything that was said to be different; of what is an id, what it is called. */
function changesIn({ before, after }: AuditRecord, surroundings: Surroundings): AuditEntry['changes'] {
  const shown = (what: string, value: string | undefined) => {
    if (value === undefined) return null;
    if (what === 'board') return surroundings.boardName(value);
    if (what === 'thread') return surroundings.nameOf({ kind: 'thread', id: value })?.name ?? null;
    const text = value.replaceAll(/[0-9a-f]{16}/g, (id) => surroundings.groupName(id));
    return { en: text, es: text };
  };
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((what) => ({
    what,
    before: shown(what, before[what]),
    after: shown(what, after[what]),
  }));
}
