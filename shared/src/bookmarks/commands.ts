import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { words } from '../kernel/words.ts';
import { threadId } from '../threads/entity.ts';
import { bookmark, reminder } from './entity.ts';
import { bookmarkLimits } from './limits.ts';

const which = { threadId, no: z.int().positive() };

export const setBookmark = command('bookmark.set', {
  whileSilenced: true,
  about:
    'Bookmarks a post, or changes the note and the reminder; what is left out stays as it is. `reminder` null is none.',
  input: z.strictObject({
    ...which,
    note: words(bookmarkLimits.note, 0).optional(),
    reminder: reminder.nullable().optional(),
  }),
  output: bookmark,
});

export const removeBookmark = command('bookmark.remove', {
  whileSilenced: true,
  about: 'Removes a bookmark. For a day it can be brought back, with its note and its reminder.',
  input: z.strictObject(which),
  output: z.strictObject({}),
});

export const restoreBookmark = command('bookmark.restore', {
  whileSilenced: true,
  about: 'Brings back a bookmark that was removed.',
  input: z.strictObject(which),
  output: bookmark,
});
