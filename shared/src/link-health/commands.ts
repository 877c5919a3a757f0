import { z } from 'zod';
import { writes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { entryId } from '../library/entity.ts';
import { libraryLimits } from '../library/limits.ts';
import { linkChecks } from './budgets.ts';

export const checkLink = command('link.check', {
  about:
    'Has a link of a published entry looked at now, before its turn. What is found is there a moment later. For whoever owns the entry, and for curators.',
  input: z.strictObject({ entryId, url: z.string().min(1).max(libraryLimits.url) }),
  output: z.strictObject({}),
  counts: [writes, linkChecks],
});
