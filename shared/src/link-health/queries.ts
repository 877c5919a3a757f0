import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { entryId } from '../library/entity.ts';
import { brokenLink, linkHealth, linkId } from './entity.ts';

export const linksOfEntry = query('link.of', {
  about:
    'Whether the links of an entry that one may read open, and when that was looked at last. Empty where it is not published, and where this server looks at none.',
  input: z.strictObject({ entryId }),
  output: z.strictObject({
    links: z.array(linkHealth),
    /** Whether one may have them looked at now. */
    mayCheck: z.boolean(),
  }),
});

export const brokenLinks = query('link.broken', {
  about: 'The links of published entries that do not open any more, the longest first, and how many. For curators.',
  input: z.strictObject({ after: z.strictObject({ at: z.iso.datetime(), id: linkId }).optional() }),
  output: z.strictObject({ links: z.array(brokenLink), more: z.boolean(), total: z.int().nonnegative() }),
});
