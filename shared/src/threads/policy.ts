import type { PersonId } from '../kernel/ids.ts';
import { isStaff, type Somebody } from '../kernel/access.ts';

interface Written {
  readonly by: { readonly personId: PersonId } | null;
}

export function isAuthor(actor: Somebody, { by }: Written): boolean {
  return actor.kind === 'person' && by?.personId === actor.id;
}

/** Only the author changes the words of a post. */
export function mayEditPost(actor: Somebody, post: Written): boolean {
  return isAuthor(actor, post);
}

/** The author, and whoever looks after the boards. */
export function mayDeletePost(actor: Somebody, post: Written): boolean {
  return isAuthor(actor, post) || isStaff(actor);
}
