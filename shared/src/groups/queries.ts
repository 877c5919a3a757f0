import { z } from 'zod';
import { groupId, personId } from '../kernel/ids.ts';
import { position } from '../kernel/protocol.ts';
import { query } from '../kernel/query.ts';
import { group, groupMember, membership } from './entity.ts';

export const listGroups = query('group.list', {
  about: 'The groups there are for oneself, by name, and what one is to each. For members.',
  input: z.strictObject({}),
  output: z.array(z.strictObject({ group, membership })),
});

export const getGroup = query('group.get', {
  about:
    'A group, and what one is to it. Who is in it, owners first and then the newest, is for its members; who has asked and who is invited for its owners; moderators see all. `after` is the last member one has.',
  privileged: true,
  input: z.strictObject({
    groupId,
    after: z.strictObject({ at: z.iso.datetime(), personId }).optional(),
  }),
  output: z.strictObject({
    group,
    membership,
    manages: z.boolean(),
    /** Null for whoever may not know. */
    members: z.array(groupMember).nullable(),
    more: z.boolean(),
    /** Null for whoever does not manage the group; the longest waiting first. */
    asked: z.array(groupMember).nullable(),
    invited: z.array(groupMember).nullable(),
    /** How many have asked; null as above. */
    waiting: z.int().nonnegative().nullable(),
    position,
  }),
});
