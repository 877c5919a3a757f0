import { z } from 'zod';
import { boardId } from '../boards/entity.ts';
import { personId } from '../kernel/ids.ts';
import { query } from '../kernel/query.ts';
import { auditEntry } from './entity.ts';

const day = z.iso.date();

/** Of which entries there are to be: all of it narrows the list. */
export const auditFilter = {
  by: personId.optional(),
  act: z.string().max(60).optional(),
  boardId: boardId.optional(),
  about: personId.optional(),
  /** The first and the last day, in UTC. */
  from: day.optional(),
  to: day.optional(),
};

export const listAudit = query('audit.list', {
  about:
    'What was done, and looked at, by whoever looks after others’ things, the latest first: for admins all of it, for moderators their own acts and those on boards they moderate. `before` is the `next` of the page one has.',
  input: z.strictObject({ ...auditFilter, before: z.string().max(100).optional() }),
  output: z.strictObject({
    /** Fewer than a page where some were begun and refused. */
    entries: z.array(auditEntry),
    /** Where the next page begins; null where there is none. */
    next: z.string().nullable(),
  }),
});
