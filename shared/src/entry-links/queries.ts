import { z } from 'zod';
import { board } from '../boards/entity.ts';
import { position } from '../kernel/protocol.ts';
import { query } from '../kernel/query.ts';
import { entryId } from '../library/entity.ts';
import { post, threadId } from '../threads/entity.ts';

export const threadsOfEntry = query('entry.threads', {
  about:
    'The threads in which somebody links to an entry of the library that one may read, the latest first: those one may read oneself, and never how many others there are; of the first one the newest replies.',
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
    /** Of the first of them; null where there is none. */
    first: z
      .strictObject({
        /** The newest first. */
        replies: z.array(
          z.strictObject({
            ...post.pick({ no: true, by: true, alias: true, at: true }).shape,
            excerpt: z.string(),
          }),
        ),
        /** How far the thread is. */
        position,
      })
      .nullable(),
  }),
});

export const boardsForEntry = query('entry.boards', {
  about:
    'The boards on which one may start a thread about a published entry that one may read: those whose readers may all read it.',
  input: z.strictObject({ entryId }),
  output: z.strictObject({
    title: z.string(),
    boards: z.array(board.pick({ id: true, name: true, purpose: true, kind: true })),
  }),
});
