import { z } from 'zod';
import { hexId } from '../kernel/ids.ts';
import { words } from '../kernel/words.ts';
import { fileLimits } from './limits.ts';

export const fileId = hexId.brand('FileId');
export type FileId = z.infer<typeof fileId>;

/** What it is for, and with that what is made of it: squares of a person's `photo`, widths of a `picture`. */
export const fileUse = z.enum(['photo', 'picture']);
export type FileUse = z.infer<typeof fileUse>;

/** A file as whoever sent it sees it, until it belongs to something. */
export const ownFile = z.strictObject({
  id: fileId,
  use: fileUse,
  name: z.string(),
  /** Bytes, as it was announced; and those that have arrived. */
  size: z.int(),
  received: z.int(),
  /** `making`: all of it is there, and what browsers show is made of it. Ask again in a second. */
  state: z.enum(['arriving', 'making', 'ready', 'refused']),
  /** Why it is refused. */
  reason: z.string().nullable(),
  /** Of the largest that there is of it once it is `ready`, upright; 0 before. */
  width: z.int(),
  height: z.int(),
  /** What it shows, for whoever cannot see it. */
  alt: z.string(),
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
