import { z } from 'zod';
import { slugId } from '../kernel/ids.ts';
import { tagLimits } from './limits.ts';

export const tagId = slugId.brand('TagId');
export type TagId = z.infer<typeof tagId>;

/** For which grades something is, or what it is about. */
export const tagGroup = z.enum(['grade', 'topic']);
export type TagGroup = z.infer<typeof tagGroup>;

const inBoth = <Each extends z.ZodType>(each: Each) => z.strictObject({ en: each, es: each });

/** One of the list that moderators keep. */
export const tag = z.strictObject({
  id: tagId,
  name: inBoth(z.string()),
  /** What else people call it. */
  synonyms: inBoth(z.array(z.string())),
  group: tagGroup.nullable(),
  /** Threads keep it, and nobody is offered it any more. */
  retired: z.boolean(),
  /** The tag that stands in its place. */
  mergedInto: tagId.nullable(),
  rev: z.int().positive(),
});
export type Tag = z.infer<typeof tag>;

/** What a board asks of whoever begins a thread there: one of these tags, or any tag where there are none of them. */
export const askedTags = z.strictObject({ of: z.array(tagId).max(tagLimits.asked) });
export type AskedTags = z.infer<typeof askedTags>;

/** What a thread has been given. */
export const chosenTags = z.array(tagId).max(tagLimits.onThread);
