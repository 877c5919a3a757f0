import { z } from 'zod';
import { stream } from '../kernel/stream.ts';
import { tag } from './entity.ts';

/** Tags were made, renamed, retired or merged; one that is merged comes with the one that took it in. */
const tagsChanged = z.strictObject({ type: z.literal('tags.changed'), tags: z.array(tag) });
export type TagsChange = z.infer<typeof tagsChanged>;

/** One for the whole list. */
export const ALL_TAGS = 'all';

export const tagStream = stream('tags', { id: z.literal(ALL_TAGS), change: tagsChanged, audiences: ['public'] });
