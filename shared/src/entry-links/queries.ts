import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { entryId } from '../library/entity.ts';
import { threadId } from '../threads/entity.ts';

export const threadsOfEntry = query('entry.threads', {
  about:
    'The threads in which somebody links to an entry of the library that one may read, the latest first: those one may read oneself, and never how many others there are.',
  input: z.strictObject({ entryId }),
  output: z.strictObject({
    threads: z.array(
      z.strictObject({
        id: threadId,
        title: z.string(),
        /** The post that links to it, the last of several. */
        no: z.int().positive(),
        at: z.iso.datetime(),
      }),
    ),
  }),
});
