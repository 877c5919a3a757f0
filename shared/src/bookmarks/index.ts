import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { bookmarkError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const bookmarks = contract({
  commands: [commands.setBookmark, commands.removeBookmark, commands.restoreBookmark],
  queries: [queries.listBookmarks, queries.bookmarksIn, queries.getBookmark],
  reasons: bookmarkError.reasons,
  exported,
});
