import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { threadError } from './errors.ts';
import { threadStream } from './events.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const threads = contract({
  commands: [
    commands.startThread,
    commands.reply,
    commands.editPost,
    commands.deletePost,
    commands.restorePost,
    commands.hideRevision,
    commands.acceptAnswer,
    commands.takeBackAnswer,
    commands.markRead,
  ],
  queries: [
    queries.getBoard,
    queries.getThread,
    queries.getPostSource,
    queries.getHistory,
    queries.previewPost,
    queries.listPostsOf,
    queries.listLatest,
  ],
  streams: [threadStream],
  reasons: threadError.reasons,
  exported,
});
