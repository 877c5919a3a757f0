import { isStaff, type Actor } from '../kernel/access.ts';
import type { PersonId } from '../kernel/ids.ts';
import type { Readers } from '../kernel/rights.ts';
import type { BoardKind } from './entity.ts';
import type { Among, BoardAccess, BoardMay, BoardRight, BoardRights, Circle, RightReason } from './rights.ts';

/**
 * The one place where it is decided who may do what on a board: commands, queries, deliveries, files, feeds, exports, what a
 * composer says of its readers and what staff are told of somebody's rights all ask here.
 *
 * Whoever reads a board sees it; so do staff, who set what it is called and for whom, and read no more than others. And nobody does anything on it that they cannot read. Writing takes an account, and
 * pictures belong to something one writes. An admin who was let in reads, and does nothing else.
 */
export function reasonFor(actor: Actor, rights: BoardAccess, right: BoardRight): RightReason | null {
  const own = reasonAmong(actor, rights[right]);
  switch (right) {
    case 'see':
      return own ?? reasonAmong(actor, rights.read) ?? (isStaff(actor) ? { kind: 'circle', circle: 'staff' } : null);
    case 'read':
      return own ?? (isLetIn(actor, rights) ? { kind: 'opening' } : null);
    case 'start':
    case 'reply':
    case 'moderate':
      return actor.kind === 'person' && reasonAmong(actor, rights.read) ? own : null;
    case 'attach':
      return mayOn(actor, rights, 'start') || mayOn(actor, rights, 'reply') ? own : null;
  }
}

export function mayOn(actor: Actor, rights: BoardAccess, right: BoardRight): boolean {
  return reasonFor(actor, rights, right) !== null;
}

/** All at once, for the page of somebody who may read. */
export function allOn(actor: Actor, rights: BoardAccess): BoardMay {
  return {
    start: mayOn(actor, rights, 'start'),
    reply: mayOn(actor, rights, 'reply'),
    attach: mayOn(actor, rights, 'attach'),
    moderate: mayOn(actor, rights, 'moderate'),
  };
}

/** Who is no admin any more has nothing of it. */
function isLetIn(actor: Actor, { letIn = [] }: BoardAccess): boolean {
  return actor.kind === 'person' && actor.role === 'admin' && letIn.includes(actor.id);
}

function reasonAmong(actor: Actor, { circle, groups }: Among): RightReason | null {
  if (circle !== 'nobody' && isInCircle(actor, circle)) return { kind: 'circle', circle };
  const groupId = actor.kind === 'person' ? groups.find((one) => actor.groups.includes(one)) : undefined;
  return groupId ? { kind: 'group', groupId } : null;
}

function isInCircle(actor: Actor, circle: Exclude<Circle, 'nobody'>): boolean {
  switch (circle) {
    case 'everyone':
      return true;
    case 'members':
      return actor.kind === 'person';
    case 'staff':
      return isStaff(actor);
  }
}

/**
 * Who reads a board, as a store can count them: nobody who is not named here can fetch a post of it, and everybody who is
 * can. The other half of `reasonFor(…, 'read')`, and held to it by a test.
 */
export function readersOf({ read, letIn = [] }: BoardAccess): BoardReadership {
  // Circles lie within each other: beside all members no group adds anybody, and beside staff no admin.
  if (read.circle === 'everyone' || read.circle === 'members') return { circle: read.circle, groups: [], admins: [] };
  return { ...read, admins: read.circle === 'nobody' ? letIn : [] };
}

/** Whoever is among these; and those of the others who are admins still. */
export interface BoardReadership extends Among {
  readonly admins: readonly PersonId[];
}

/** What a board says that says no more than who may read it and what it is for: announcements are begun by staff. */
export function rightsFor(readers: Readers, kind: BoardKind = 'discussion'): BoardRights {
  const reading = { circle: readers, groups: [] };
  const writing = { circle: readers === 'staff' ? ('staff' as const) : ('members' as const), groups: [] };
  const moderating = { circle: 'staff' as const, groups: [] };
  return {
    see: reading,
    read: reading,
    start: kind === 'announcement' ? moderating : writing,
    reply: writing,
    attach: writing,
    moderate: moderating,
  };
}
