import { z } from 'zod';
import { groupId } from '../kernel/ids.ts';
import { stream } from '../kernel/stream.ts';
import { group } from './entity.ts';

/** Somebody came, went, asked or was asked, or the group is called something else. Who is in it is asked for. */
const groupChanged = z.strictObject({
  type: z.literal('group.changed'),
  rev: z.int().positive(),
  group,
  /** How many have asked to be let in; null for whoever does not manage the group. */
  waiting: z.int().nonnegative().nullable(),
});
export type GroupChange = z.infer<typeof groupChanged>;

export const groupStream = stream('group', { id: groupId, change: groupChanged, audiences: ['public', 'owners'] });
