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
  /** What posts of one's own said before they were edited. */
  earlierWords: z.array(z.strictObject({ threadId, no: z.int(), at, text: z.string() })),
  /** Answers one has accepted. */
  acceptedAnswers: z.array(z.strictObject({ threadId, no: z.int(), at })),
  /** How far one has read. */
  read: z.array(z.strictObject({ threadId, no: z.int() })),
};
