import { z } from 'zod';
import { threadLimits } from '../threads/limits.ts';
import { PLACE } from './address.ts';

export const draftPlace = z.string().max(100).regex(PLACE);

/** As they were typed, with whatever stands before and after them. */
export const draftWords = {
  /** Of a thread that is to be started. */
  title: z.string().max(2 * threadLimits.title),
  text: z.string().max(threadLimits.post),
  /** The number of the post that is answered. */
  inReplyTo: z.int().positive().optional(),
} as const;

/** Only ever grows at one place, also where what was there has been sent or discarded. */
export const draftVersion = z.int().positive();

export const draft = z.strictObject({
  place: draftPlace,
  ...draftWords,
  version: draftVersion,
  at: z.iso.datetime(),
});
export type Draft = z.infer<typeof draft>;
