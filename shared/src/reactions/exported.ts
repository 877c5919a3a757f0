import { z } from 'zod';
import { threadId } from '../threads/entity.ts';
import { reactionKind } from './entity.ts';

/** What the export of somebody's data has of reactions: what they said of others' posts, taken back where it is null. */
export const exported = {
  reactions: z.array(z.strictObject({ threadId, no: z.int(), kind: reactionKind.nullable(), at: z.iso.datetime() })),
};
