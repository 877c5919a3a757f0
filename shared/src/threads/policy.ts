import type { PersonId } from '../kernel/ids.ts';
import { isStaff, type Somebody } from '../kernel/access.ts';
import type { BoardKind } from '../boards/entity.ts';

interface Written {
  readonly by: { readonly personId: PersonId } | null;
}

export function isAuthor(actor: Somebody, { by }: Written): boolean {
  return actor.kind === 'person' && by?.personId === actor.id;
}

/** Whoever reads a board writes on it; announcements are begun by staff. */
export function mayStartThread(actor: Somebody, { kind }: { readonly kind: BoardKind }): boolean {
  return actor.kind === 'person' && (kind !== 'announcement' || isStaff(actor));
}

/** Whoever asked knows what helped; moderators help those who forget to say so. */
export function mayAcceptAnswer(actor: Somebody, thread: Written): boolean {
  return isAuthor(actor, thread) || isStaff(actor);
}

/** Only the author changes the words of a post. */
export function mayEditPost(actor: Somebody, post: Written): boolean {
  return isAuthor(actor, post);
}

/** The author, and whoever looks after the boards. */
export function mayDeletePost(actor: Somebody, post: Written): boolean {
  return isAuthor(actor, post) || isStaff(actor);
}
