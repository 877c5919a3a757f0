import { z } from 'zod';
import { votes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { entryId } from '../library/entity.ts';

export const thankForEntry = command('entry.thank', {
  about: 'Says thanks for an entry of the library, or takes that back. Nobody thanks themselves.',
  input: z.strictObject({ entryId, thanks: z.boolean() }),
  output: z.strictObject({ thanks: z.boolean() }),
  counts: [votes],
});

export const noteView = command('entry.view', {
  needsProof: false,
  about:
    'Says that an entry was opened in a browser. It is counted once a day for each person, and who it was is kept nowhere.',
  input: z.strictObject({ entryId }),
  output: z.strictObject({}),
  counts: [votes],
});
