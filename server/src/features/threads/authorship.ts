import { isStaff, type Actor } from '@hearth/shared/kernel/access';
import { isAuthor } from '@hearth/shared/threads/policy';
import { requirePerson, type Context, type Reader } from '../../request/context.ts';
import { isAsker } from '../anonymous/access.ts';
import type { PostRecord, ThreadRecord } from './store.ts';

type Written = Pick<PostRecord, 'by' | 'alias'>;

/** In `deletedBy`, of what somebody deleted who wrote it under an alias. */
export const UNNAMED = 'unnamed';

/** Whether somebody stands behind the alias something was written under; false where there is none. */
export async function asks(reader: Reader, { alias }: Pick<Written, 'alias'>): Promise<boolean> {
  return alias !== undefined && isAsker(reader, alias);
}

/** In `deletedBy`, of what several people reported: moderators read it, and one of them decides. */
const REPORTED = 'reported';

type Removed = Pick<PostRecord, 'deletedAt' | 'deletedBy'>;

/** Whether a post is hidden because several people reported it. */
export function isHidden({ deletedAt, deletedBy }: Removed): boolean {
  return deletedAt !== null && deletedBy === REPORTED;
}

export function hiddenAt(at: Date): Removed {
  return { deletedAt: at, deletedBy: REPORTED };
}

export async function isAuthorOf(reader: Reader, written: Written): Promise<boolean> {
  return isAuthor(reader.actor, written, await asks(reader, written));
}

/** As what its author is known who deletes a post. */
export function authorIn({ by, alias }: Written): string | undefined {
  return alias ? UNNAMED : by?.personId;
}

/** Also where a moderator has deleted it since. */
export function isDeletedByAuthor(post: Written & Pick<PostRecord, 'deletedBy' | 'authorDeleted'>): boolean {
  return post.authorDeleted === true || (post.deletedBy !== null && post.deletedBy === authorIn(post));
}

/**
 * Whether whoever moderates a board may bring a post back without a decision: what its author has deleted, what they have removed
 * themselves, and, for staff, what others have. What was removed of one's own, and what reports hid, is for others to decide.
 */
export function mayBringBack(
  actor: Actor,
  post: Written & Pick<PostRecord, 'deletedAt' | 'deletedBy' | 'authorDeleted'>,
): boolean {
  if (actor.kind !== 'person') return false;
  if (post.by?.personId === actor.id) return post.deletedBy === actor.id;
  return isStaff(actor) || isDeletedByAuthor(post) || post.deletedBy === actor.id;
}

/** How whoever does something in a thread is named there. Who asked without a name is never named in it. */
export async function signedIn(context: Context, { alias }: ThreadRecord): Promise<Written> {
  return alias && (await asks(context, { alias })) ? { by: null, alias } : { by: requirePerson(context).byline };
}
