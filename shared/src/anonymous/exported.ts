import { z } from 'zod';
import { threadId } from '../threads/entity.ts';

const at = z.iso.datetime();

/** What the export of somebody's data has of what was asked without a name. */
export const exported = {
  /** What they wrote themselves in threads that they started so. */
  unnamedPosts: z.array(
    z.strictObject({ threadId, title: z.string(), no: z.int(), at, deletedAt: at.nullable(), text: z.string() }),
  ),
  /** That they opened who somebody is. */
  openings: z.array(z.strictObject({ threadId, reason: z.string(), at })),
};
