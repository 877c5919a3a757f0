import { z } from 'zod';
import { boardId } from '../boards/entity.ts';
import { votes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { commandId } from '../kernel/ids.ts';
import { threadId } from '../threads/entity.ts';

export const markAllRead = command('unread.mark-all', {
  needsProof: false,
  about: 'Marks everything as read that is unread on a board, or everywhere: also what no page shows.',
  input: z.strictObject({ boardId: boardId.optional() }),
  output: z.strictObject({ threads: z.int().nonnegative() }),
});

export const undoMarkAll = command('unread.undo', {
  needsProof: false,
  about: 'Makes what the command `of` marked as read unread again, but for what was read since. Of the latest one.',
  input: z.strictObject({ of: commandId }),
  output: z.strictObject({ threads: z.int().nonnegative() }),
});

export const markUnread = command('unread.from', {
  needsProof: false,
  about: 'Makes a thread unread from post `no` on.',
  input: z.strictObject({ threadId, no: z.int().positive() }),
  output: z.strictObject({ no: z.int().nonnegative() }),
  counts: [votes],
});

export const stayAsItIs = command('unread.keep', {
  needsProof: false,
  about: 'After a long absence: everything stays unread, and the offer to begin afresh goes.',
  input: z.strictObject({}),
  output: z.strictObject({}),
});
