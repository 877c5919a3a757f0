import { z } from 'zod';
import { attachedFile, attachedPicture } from '../files/entity.ts';
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
      files: z.array(attachedFile),
      /** As it was written first. */
      poll: z.strictObject({ question: z.string(), options: z.array(z.string()) }).optional(),
    }),
  ),
  /** Of others, deleted by oneself. */
  deletedPosts: z.array(z.strictObject({ threadId, no: z.int() })),
  /** What posts of one's own said before they were edited. */
  earlierWords: z.array(z.strictObject({ threadId, no: z.int(), at, text: z.string() })),
  /** What one did to threads as a moderator, and why. */
  notes: z.array(z.strictObject({ threadId, no: z.int(), at, kind: z.string(), reason: z.string() })),
  /** Answers one has accepted. */
  acceptedAnswers: z.array(z.strictObject({ threadId, no: z.int(), at })),
  /** How far one has read. */
  read: z.array(z.strictObject({ threadId, no: z.int() })),
};
