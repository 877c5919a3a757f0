import type { Among, BoardRights } from '@hearth/shared/boards/rights';
import type { AuditedAct, AuditValues } from '../../request/audit-log.ts';
import { rightsOf } from './present.ts';
import type { BoardRecord } from './store.ts';
import type { BoardSettings } from './stream.ts';

/** What the audit log has of a board's settings: what it is called, and what has changed of who may do what on it. */
export function auditedSettings(id: string, before: BoardRecord | null, after: BoardSettings): AuditedAct {
  const [was, is] = [before ? valuesOf(before.name.en, rightsOf(before)) : {}, valuesOf(after.name.en, after.rights)];
  const changed = Object.keys(is).filter((what) => was[what] !== is[what]);
  return { on: { kind: 'board', id }, boards: [id], before: only(was, changed), after: only(is, changed) };
}

function valuesOf(name: string, rights: BoardRights): AuditValues {
  const said = Object.entries(rights).map(([right, among]) => [right, whoIn(among)]);
  return { name, ...Object.fromEntries(said) };
}

function whoIn({ circle, groups }: Among): string {
  return [circle, ...groups.toSorted()].join(' + ');
}

function only(values: AuditValues, names: readonly string[]): AuditValues {
  return Object.fromEntries(Object.entries(values).filter(([what]) => names.includes(what)));
}
