import { z } from 'zod';

/**
 * Made by the client for every command (a version 4 UUID). Running a command twice under one id is running it once,
 * and what a command creates takes its own id from it, so a retry after any fault finds the first result.
 */
export const commandId = z.uuid().brand('CommandId');
export type CommandId = z.infer<typeof commandId>;

/** What ids of most things look like; see `idFrom`. */
export const hexId = z.string().regex(/^[0-9a-f]{16}$/);
/** Ids that people read in addresses. */
export const slugId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

export const personId = hexId.brand('PersonId');
export type PersonId = z.infer<typeof personId>;

/** Named in the kernel, because rights name groups: who somebody is, is their role and their groups. */
export const groupId = hexId.brand('GroupId');
export type GroupId = z.infer<typeof groupId>;
