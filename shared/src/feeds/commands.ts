import { z } from 'zod';
import { rarely } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { feedKey } from './entity.ts';

export const makeFeedKey = command('feed.make-key', {
  about: 'Makes a key for one’s own feeds. The one before opens nothing any more.',
  input: z.strictObject({}),
  output: z.strictObject({ key: feedKey }),
  counts: [rarely],
});

export const endFeedKey = command('feed.end-key', {
  needsProof: false,
  about: 'Ends the key of one’s own feeds.',
  input: z.strictObject({}),
  output: z.strictObject({}),
  counts: [rarely],
});
