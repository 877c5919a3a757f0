import { z } from 'zod';
import { rarely } from '../kernel/budgets.ts';
import { erasures } from './budgets.ts';
import { emailAddress } from '../accounts/commands.ts';
import { command } from '../kernel/command.ts';

/** What becomes of the words of somebody who leaves. */
export const erasedWords = z.enum(['keep', 'remove']);

export const erase = command('account.erase', {
  needsProof: false,
  clearsDevice: true,
  about:
    'Erases the own account for good: name, address, sessions, votes and reading marks go; posts stay without a name, or go as well. Needs the own address as confirmation.',
  input: z.strictObject({ email: emailAddress, words: erasedWords }),
  output: z.strictObject({}),
  counts: [rarely],
  mayCount: [erasures],
  transport: 'http',
});
