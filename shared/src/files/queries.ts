import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { fileId, ownFile } from './entity.ts';

export const getFile = query('file.get', {
  about: 'One’s own upload: how far it is, and what became of it.',
  input: z.strictObject({ fileId }),
  output: ownFile,
});
