import { z } from 'zod';
import { attachedPicture } from '../files/entity.ts';
import { threadId } from './entity.ts';

const at = z.iso.datetime();

/** What the export of somebody's data has of threads. */
export const exported = {
  posts: z.array(
    z.strictObject({
      threadId,
      title: z.string(),
      no: z.int(),
      at,
      editedAt: at.nullable(),
      deletedAt: at.nullable(),
      text: z.string(),
      pictures: z.array(attachedPicture),
    }),
  ),
  /** Of others, deleted by oneself. */
  deletedPosts: z.array(z.strictObject({ threadId, no: z.int() })),
  /** How far one has read. */
  read: z.array(z.strictObject({ threadId, no: z.int() })),
};
