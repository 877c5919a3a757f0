import { z } from 'zod';
import { groupId, type PersonId } from '../kernel/ids.ts';

/**
 * What somebody may do on a board. `see`: that there is one, and what it is for. `read`: all that is on it. `start` a thread,
 * `reply` in one, `attach` pictures to what one writes, and `moderate`: take away what others wrote.
 */
export const boardRight = z.enum(['see', 'read', 'start', 'reply', 'attach', 'moderate']);
export type BoardRight = z.infer<typeof boardRight>;

/** Everybody, also without an account; whoever has one; moderators and admins; or nobody but the groups. */
export const circle = z.enum(['everyone', 'members', 'staff', 'nobody']);
export type Circle = z.infer<typeof circle>;

/** Whoever belongs to the circle, and whoever is in one of the groups. */
export const among = z.strictObject({ circle, groups: z.array(groupId).max(20) });
export type Among = z.infer<typeof among>;

export const boardRights = z.strictObject({
  see: among,
  read: among,
  start: among,
  reply: among,
  attach: among,
  moderate: among,
});
export type BoardRights = z.infer<typeof boardRights>;

/** What is set, and the admins who have opened the board with a reason and whose hour is not over: they read it, and no more. */
export interface BoardAccess extends BoardRights {
  readonly letIn?: readonly PersonId[];
}

/** What its reader may do on a board they can read. */
export const boardMay = z.strictObject({
  start: z.boolean(),
  reply: z.boolean(),
  attach: z.boolean(),
  moderate: z.boolean(),
});
export type BoardMay = z.infer<typeof boardMay>;

/** Why somebody has a right: the circle they belong to, or the first of their groups that has it; or they opened the board. */
export const rightReason = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('circle'), circle: circle.exclude(['nobody']) }),
  z.strictObject({ kind: z.literal('group'), groupId }),
  z.strictObject({ kind: z.literal('opening') }),
]);
export type RightReason = z.infer<typeof rightReason>;
