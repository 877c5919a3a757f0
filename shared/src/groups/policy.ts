import { isStaff, type Actor, type Somebody } from '../kernel/access.ts';
import type { GroupId } from '../kernel/ids.ts';
import type { GroupKind, Membership } from './entity.ts';

interface Known {
  readonly id: GroupId;
  readonly kind: GroupKind;
}

export function isIn(membership: Membership): boolean {
  return membership === 'owner' || membership === 'member';
}

/** Its owners, and whoever looks after the network. */
export function mayManageGroup(actor: Somebody, membership: Membership): boolean {
  return isStaff(actor) || (actor.kind === 'person' && membership === 'owner');
}

/** Whether there is such a group for them. A hidden one is there for those alone who are in it or invited, and for staff. */
export function mayKnowOfGroup(actor: Actor, { kind }: Known, membership: Membership): boolean {
  if (actor.kind !== 'person') return false;
  return kind !== 'hidden' || membership !== 'none' || isStaff(actor);
}

/** Who is in it is for those who are, and for staff. */
export function maySeeMembers(actor: Actor, membership: Membership): boolean {
  return isIn(membership) || isStaff(actor);
}

/** What somebody is to a group once they ask to be in it; null where that takes an invitation. */
export function membershipOnJoining(kind: GroupKind, now: Membership): Membership | null {
  if (isIn(now)) return now;
  if (now === 'invited' || kind === 'open') return 'member';
  return kind === 'request' ? 'asked' : null;
}
