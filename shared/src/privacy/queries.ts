import { z } from 'zod';
import { reads } from '../kernel/budgets.ts';
import { query } from '../kernel/query.ts';
import { exports } from './budgets.ts';

/** `parts` are what each feature says it has of somebody. */
export function exportOwn<Parts extends z.ZodRawShape>(parts: Parts) {
  return query('account.export', {
    about:
      'Everything the network holds about oneself, questions asked without a name included. For oneself only. While it is being put together the answer is `export-under-way`: ask again.',
    input: z.strictObject({}),
    counts: [reads, exports],
    output: z.strictObject({ exportedAt: z.iso.datetime(), ...parts }),
  });
}
