import { z } from 'zod';
import { fileId } from '../files/entity.ts';
import { personId } from '../kernel/ids.ts';
import { stream } from '../kernel/stream.ts';

const photoChanged = z.strictObject({
  type: z.literal('photo.changed'),
  rev: z.int().positive(),
  personId,
  /** Null once it is taken away. */
  photo: fileId.nullable(),
});
export type PhotoChange = z.infer<typeof photoChanged>;

/** One for all: a page shows a few of everybody, and people change their pictures a few times in their lives. */
export const EVERYBODY = 'everybody';

export const photoStream = stream('photos', {
  id: z.literal(EVERYBODY),
  change: photoChanged,
  audiences: ['members'],
});
