import { z } from 'zod';
import { votes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { threadId } from '../threads/entity.ts';

export const foldPin = command('pin.fold', {
  needsProof: false,
  about: 'Takes a pinned thread from the top of its board, for oneself alone, or brings it back there.',
  input: z.strictObject({ threadId, folded: z.boolean() }),
  /** Until when; null where it is not folded, or not pinned any more. Pinned anew it is on top again. */
  output: z.strictObject({ until: z.iso.datetime().nullable() }),
  counts: [votes],
});
