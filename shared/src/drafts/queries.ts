import { z } from 'zod';
import { board } from '../boards/entity.ts';
import { query } from '../kernel/query.ts';
import { thread } from '../threads/entity.ts';
import { draft, draftPlace, draftVersion } from './entity.ts';

export const getDraft = query('draft.get', {
  about:
    'One’s own draft at a place, or null; the version that a new one follows, and the one that was sent or discarded last.',
  input: z.strictObject({ place: draftPlace }),
  output: z.strictObject({ draft: draft.nullable(), version: draftVersion.nullable(), gone: draftVersion.nullable() }),
});

export const listDrafts = query('draft.list', {
  about: 'One’s own drafts, the latest first, with their first words.',
  input: z.strictObject({}),
  output: z.array(
    z.strictObject({
      draft: draft.omit({ text: true }),
      /** Of the text. */
      excerpt: z.string(),
      /** Where they are meant for; null where one may not read that any more. */
      board: board.pick({ id: true, name: true, kind: true }).nullable(),
      /** Null for a thread that is to be started. */
      thread: thread.pick({ id: true, title: true, language: true }).nullable(),
    }),
  ),
});
