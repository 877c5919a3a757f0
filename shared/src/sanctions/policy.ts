import type { Somebody } from '../kernel/access.ts';
import type { Role } from '../kernel/rights.ts';

/** What an admin imposed is ended by admins: a moderator does not set aside what they decided. */
export function mayEnd(actor: Somebody, { byRole }: { readonly byRole: Role }): boolean {
  return actor.kind === 'person' && (actor.role === 'admin' || byRole !== 'admin');
}

/** Moderators decide about members and each other, admins about everybody; nobody about themselves. */
export function maySanction(actor: Somebody, { id, role }: { readonly id: string; readonly role: Role }): boolean {
  if (actor.kind !== 'person' || actor.role === 'member' || actor.id === id) return false;
  return actor.role === 'admin' || role !== 'admin';
}
