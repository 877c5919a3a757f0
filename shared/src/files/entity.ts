import { z } from 'zod';
import { hexId } from '../kernel/ids.ts';
import { line, words } from '../kernel/words.ts';
import { fileHint } from './hints.ts';
import { storedKinds } from './kinds.ts';
import { fileLimits } from './limits.ts';

export const fileId = hexId.brand('FileId');
export type FileId = z.infer<typeof fileId>;

/**
 * What it is for, and with that what becomes of it: squares are made of a person's `photo`, widths of a `picture`; an
 * `attachment` and a `video` are looked at, and stay as they were sent; `captions` are made into WebVTT.
 */
export const fileUse = z.enum(['photo', 'picture', 'attachment', 'video', 'captions']);
export type FileUse = z.infer<typeof fileUse>;

const fileKind = z.enum(storedKinds);

/** A file as whoever sent it sees it, until it belongs to something. */
export const ownFile = z.strictObject({
  id: fileId,
  use: fileUse,
  name: z.string(),
  /** Bytes, as it was announced; and those that have arrived. */
  size: z.int(),
  received: z.int(),
  /** `making`: all of it is there, and is being looked at, or made into what browsers show. Ask again in a second. */
  state: z.enum(['arriving', 'making', 'ready', 'refused']),
  /** Why it is refused. */
  reason: z.string().nullable(),
  /** At which line of it, of captions; 0 where that says nothing. */
  line: z.int(),
  /** Of the largest that there is of it once it is `ready`, upright; 0 before. */
  width: z.int(),
  height: z.int(),
  /** What it shows, for whoever cannot see it. */
  alt: z.string(),
  /** What an attachment is, once its bytes have said so; pictures have none. */
  kind: fileKind.nullable(),
  /** What could be mended in it. */
  hints: z.array(fileHint),
  /** Whether there may be more of them in a moment; it can be used meanwhile. */
  isLooking: z.boolean(),
});
export type OwnFile = z.infer<typeof ownFile>;

/** A picture as it is sent with the words it stands below. */
export const attachedPicture = z.strictObject({ fileId, alt: words(fileLimits.alt, 0) });
export type AttachedPicture = z.infer<typeof attachedPicture>;

/** Uploaded before, each once, in the order in which they stand. */
export const attachedPictures = z.array(attachedPicture).max(fileLimits.pictures);

/** A picture as it stands below words: how large it is at most, and what it shows, for whoever cannot see it. */
export const picture = z.strictObject({
  fileId,
  width: z.int().positive(),
  height: z.int().positive(),
  alt: z.string(),
});
export type Picture = z.infer<typeof picture>;

/** A file as it is sent with the words it stands below: what it is to be called there. */
export const attachedFile = z.strictObject({ fileId, name: line(fileLimits.name, 0) });
export type AttachedFile = z.infer<typeof attachedFile>;

/** Uploaded before, each once, in the order in which they stand. */
export const attachedFiles = z.array(attachedFile).max(fileLimits.files);

/** A file as it stands below words. */
export const postedFile = z.strictObject({
  fileId,
  name: z.string(),
  kind: fileKind,
  /** Bytes. */
  size: z.int().positive(),
});
export type PostedFile = z.infer<typeof postedFile>;
