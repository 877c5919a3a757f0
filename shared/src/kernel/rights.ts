import { z } from 'zod';

export const role = z.enum(['member', 'moderator', 'admin']);
export type Role = z.infer<typeof role>;

/** Who may read a board, and a room: everyone, whoever has an account, or moderators and admins. */
export const readers = z.enum(['everyone', 'members', 'staff']);
export type Readers = z.infer<typeof readers>;
