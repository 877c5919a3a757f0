import { z } from 'zod';
import { groupId } from '../kernel/ids.ts';
import { membership } from './entity.ts';

/** What the export of somebody's data has of groups. */
export const exported = {
  groups: z.array(z.strictObject({ groupId, name: z.string(), membership, since: z.iso.datetime() })),
};
