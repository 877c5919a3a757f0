import type { Somebody } from '../kernel/access.ts';
import type { Role } from '../kernel/rights.ts';

/** Moderators decide about members and each other, admins about everybody; nobody about themselves. */
export function maySanction(actor: Somebody, { id, role }: { readonly id: string; readonly role: Role }): boolean {
  if (actor.kind !== 'person' || actor.role === 'member' || actor.id === id) return false;
  return actor.role === 'admin' || role !== 'admin';
}
