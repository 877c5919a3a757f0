import { z } from 'zod';
import { writes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { line, words } from '../kernel/words.ts';
import { entryId } from '../library/entity.ts';
import { complaints } from './budgets.ts';
import { complaintId, complaintReason } from './entity.ts';
import { complaintLimits } from './limits.ts';

export const makeComplaint = command('complaint.make', {
  needsProof: false,
  about:
    'Tells curators that an entry of the library is somebody else’s, or tells of somebody. Without an account too.',
  input: z.strictObject({
    entryId,
    reason: complaintReason,
    words: words(complaintLimits.words),
    /** How one can be reached, if one wants to be; read by curators alone. */
    contact: line(complaintLimits.contact, 0),
    /** Nobody sees this field: what fills it in is a program, and is not listened to. */
    website: z.string().max(500).optional(),
  }),
  output: z.strictObject({}),
  counts: [writes, complaints],
});

export const settleComplaint = command('complaint.settle', {
  about:
    'Decides about what was reported to the library. To hide the entry decides all that was reported of it, and tells its owner why; whoever said that it can stay takes that back (`undo`). For curators, and never about what is their own.',
  privileged: true,
  input: z.strictObject({
    complaintId,
    act: z.enum(['hide', 'keep', 'undo']),
    /** To whoever owns the entry, where it is hidden. */
    reply: words(complaintLimits.reply, 0),
  }),
  output: z.strictObject({}),
});
