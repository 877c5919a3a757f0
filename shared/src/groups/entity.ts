import { z } from 'zod';
import { byline, language } from '../accounts/entity.ts';
import { groupId } from '../kernel/ids.ts';

/**
 * How people come in. `open`: by joining. `request`: an owner lets them in. `invited`: by invitation. `hidden`: by
 * invitation too, and for everybody else there is no such group.
 */
export const groupKind = z.enum(['open', 'request', 'invited', 'hidden']);
export type GroupKind = z.infer<typeof groupKind>;

/** What somebody is to a group; `none` also once they have left. */
export const membership = z.enum(['owner', 'member', 'invited', 'asked', 'none']);
export type Membership = z.infer<typeof membership>;

/** What everybody sees of a group for whom there is one. */
export const group = z.strictObject({
  id: groupId,
  name: z.string(),
  purpose: z.string(),
  language,
  kind: groupKind,
  /** Owners included. */
  members: z.int().nonnegative(),
  rev: z.int().positive(),
});
export type Group = z.infer<typeof group>;

/** Somebody in a group, as they are called now, since when. */
export const groupMember = z.strictObject({ who: byline, membership, at: z.iso.datetime() });
export type GroupMember = z.infer<typeof groupMember>;
