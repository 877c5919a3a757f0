import { z } from 'zod';
import { position } from '../kernel/protocol.ts';
import { query } from '../kernel/query.ts';
import { entryId } from '../library/entity.ts';
import { entryCounts, entryVisits } from './entity.ts';

export const countsOfEntry = query('entry.counts', {
  about: 'What others make of an entry that one may read: trials, thanks, and how often it was opened, in numbers.',
  input: z.strictObject({ entryId }),
  output: z.strictObject({
    ...entryCounts.shape,
    ...entryVisits.shape,
    /** Whether one has said thanks oneself; and whether one may. */
    thanked: z.boolean(),
    mayThank: z.boolean(),
    position,
  }),
});
