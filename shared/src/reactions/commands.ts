import { z } from 'zod';
import { votes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { threadId } from '../threads/entity.ts';
import { reactionKind } from './entity.ts';

export const react = command('reaction.set', {
  about: 'Says what one thinks of somebody else’s post, in place of what one said before; null takes it back.',
  input: z.strictObject({ threadId, no: z.int().positive(), kind: reactionKind.nullable() }),
  output: z.strictObject({ kind: reactionKind.nullable() }),
  counts: [votes],
});
