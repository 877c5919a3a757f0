import type { Readers, Role } from './rights.ts';
import type { PersonId } from './ids.ts';

/** Somebody who does something: a stranger, or a person with a role. */
export type Actor =
  { readonly kind: 'stranger' } | { readonly kind: 'person'; readonly id: PersonId; readonly role: Role };

export const stranger: Actor = { kind: 'stranger' };

export function isStaff(actor: Actor): boolean {
  return actor.kind === 'person' && actor.role !== 'member';
}

/** Boards and rooms say who may read them. What one may not read does not exist for one. */
export function mayRead(actor: Actor, readers: Readers): boolean {
  switch (readers) {
    case 'everyone':
      return true;
    case 'members':
      return actor.kind === 'person';
    case 'staff':
      return isStaff(actor);
  }
}
