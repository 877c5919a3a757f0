import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { threadId } from '../threads/entity.ts';

export const foldedPins = query('pin.folded', {
  about: 'Pinned threads one has folded, each with the end of the pin it was folded for. Empty for strangers.',
  input: z.strictObject({}),
  output: z.record(threadId, z.iso.datetime()),
});
