import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { boardId } from '../boards/entity.ts';
import { query } from '../kernel/query.ts';
import { thread, threadId } from '../threads/entity.ts';
import { alias } from './alias.ts';

export const getAlias = query('anonymous.alias', {
  about: 'What would be said of oneself on a board if one asked there without a name; null where one may not.',
  input: z.strictObject({ boardId }),
  output: z.strictObject({ alias: alias.nullable() }),
});

export const listOpenings = query('anonymous.openings', {
  about:
    'When and why it was opened who asked a question without a name, the latest first: for whoever asked, and for those who moderate the board.',
  input: z.strictObject({ threadId }),
  output: z.strictObject({
    thread: thread.pick({ id: true, title: true, language: true, alias: true }),
    /** Whether it is one’s own question. */
    asks: z.boolean(),
    mayOpen: z.boolean(),
    openings: z.array(
      z.strictObject({
        /** Null once they have left. */
        by: byline.nullable(),
        reason: z.string(),
        at: z.iso.datetime(),
      }),
    ),
  }),
});
