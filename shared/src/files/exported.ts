import { z } from 'zod';
import { fileId } from './entity.ts';

/** What the export of somebody's data has of their files; the bytes are at `address` as long as they are signed in. */
export const exported = {
  files: z.array(
    z.strictObject({
      id: fileId,
      name: z.string(),
      alt: z.string(),
      sentAt: z.iso.datetime(),
      size: z.int(),
      address: z.string(),
    }),
  ),
};
