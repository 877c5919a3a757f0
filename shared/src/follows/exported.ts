import { z } from 'zod';
import { followLevel, ownReason } from './entity.ts';

/** What the export of somebody's data has of what they follow and mute. */
export const exported = {
  follows: z.array(
    z.strictObject({
      kind: z.enum(['thread', 'board', 'person', 'tag', 'entry', 'collection', 'topic']),
      id: z.string(),
      level: followLevel,
      reason: ownReason,
      at: z.iso.datetime(),
    }),
  ),
};
