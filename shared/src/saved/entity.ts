import { z } from 'zod';
import { groupId, hexId } from '../kernel/ids.ts';

/** A list that somebody has made beside everything they have saved. */
export const savedListId = hexId.brand('SavedListId');

/** Whoever has its link and is signed in, or the members of a group. */
export const sharedWith = z.enum(['link', 'group']);

/** Where a shared list is read: its id, and after it what nobody can guess, where it is shared by its link. */
export const sharedAddress = z
  .string()
  .regex(/^[0-9a-f]{16}(-[\w-]{43})?$/)
  .brand('SharedAddress');

export const group = z.strictObject({ id: groupId, name: z.string() });
