import type { Readers, Role } from './rights.ts';
import type { GroupId, PersonId } from './ids.ts';

/** Somebody who does something: a stranger, or a person with a role. What pages know of their reader. */
export type Somebody =
  { readonly kind: 'stranger' } | { readonly kind: 'person'; readonly id: PersonId; readonly role: Role };

/** The same with the groups they are in, as the session says. */
export type Actor =
  { readonly kind: 'stranger' } | (Extract<Somebody, { kind: 'person' }> & { readonly groups: readonly GroupId[] });

export const stranger: Extract<Actor, { kind: 'stranger' }> = { kind: 'stranger' };

export function isStaff(actor: Somebody): boolean {
  return actor.kind === 'person' && actor.role !== 'member';
}

/** Rooms say who may read them. What one may not read does not exist for one. */
export function mayRead(actor: Somebody, readers: Readers): boolean {
  switch (readers) {
    case 'everyone':
      return true;
    case 'members':
      return actor.kind === 'person';
    case 'staff':
      return isStaff(actor);
  }
}
