import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { board } from '../boards/entity.ts';
import { query } from '../kernel/query.ts';
import { thread, threadId } from '../threads/entity.ts';
import { bookmark } from './entity.ts';

const no = z.int().positive();

export const listBookmarks = query('bookmark.list', {
  about: 'One’s own bookmarks from the `from`th on, fifty: those one is reminded of first, then the latest.',
  input: z.strictObject({ from: z.int().nonnegative().default(0) }),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        bookmark,
        /** Null where one may not read it any more; so is all that follows. */
        board: board.pick({ id: true, name: true }).nullable(),
        thread: thread.pick({ id: true, title: true, language: true }).nullable(),
        by: byline.nullable(),
        /** The first words of the post, without markup. */
        excerpt: z.string(),
      }),
    ),
    total: z.int().nonnegative(),
    due: z.int().nonnegative(),
  }),
});

export const bookmarksIn = query('bookmark.in', {
  about: 'The numbers of the posts of a thread that one has bookmarked.',
  input: z.strictObject({ threadId }),
  output: z.strictObject({ nos: z.array(no) }),
});

export const getBookmark = query('bookmark.get', {
  about: 'One’s own bookmark of a post, or null; with the title of its thread.',
  input: z.strictObject({ threadId, no }),
  output: z.strictObject({
    bookmark: bookmark.nullable(),
    thread: thread.pick({ id: true, title: true, language: true }),
    excerpt: z.string(),
  }),
});
