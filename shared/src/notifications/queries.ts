import { z } from 'zod';
import { board } from '../boards/entity.ts';
import { standing } from '../follows/entity.ts';
import { query } from '../kernel/query.ts';
import { thread, threadId } from '../threads/entity.ts';
import { bellEntry, bellHeld, bellOfLibrary, bellRow, bellSettings } from './entity.ts';

const total = z.int().nonnegative();

export const listBell = query('bell.list', {
  about:
    'What concerns oneself, by thread, the latest first; `before` is the last row one has. Nothing of what one may not read. Empty for strangers.',
  input: z.strictObject({ before: z.strictObject({ at: z.iso.datetime(), id: threadId }).optional() }),
  output: z.strictObject({
    rows: z.array(bellRow),
    more: z.boolean(),
    /** Of posts that are in no thread, the latest first; on the first page alone. */
    held: z.array(bellHeld),
    /** The same of what one has given to the library. */
    entries: z.array(bellEntry),
    /** The same of what one follows in the library. */
    library: z.array(bellOfLibrary),
    total,
  }),
});

export const countBell = query('bell.count', {
  about:
    'How many threads have something new that concerns oneself, and what else moderators decided. None for strangers.',
  input: z.strictObject({}),
  output: z.strictObject({ total }),
});

export const followedNews = query('bell.followed', {
  about:
    'Threads one follows that have posts one has not read, the latest first, and how many there are. Empty for strangers.',
  input: z.strictObject({}),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        thread: thread.pick({ id: true, title: true, language: true }),
        board: board.pick({ id: true, name: true }),
        /** The last post one has read; 0 for none. */
        readNo: z.int().nonnegative(),
        /** Why one follows it. */
        why: standing.optional(),
        posts: z.int().positive(),
        at: z.iso.datetime(),
      }),
    ),
    total,
  }),
});

export const getSettings = query('bell.settings', {
  about: 'Where one learns of what concerns oneself.',
  input: z.strictObject({}),
  output: bellSettings,
});
