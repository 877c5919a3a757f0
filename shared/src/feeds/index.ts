import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const feeds = contract({
  commands: [commands.makeFeedKey, commands.endFeedKey],
  queries: [
    queries.feedOfAll,
    queries.feedOfBoard,
    queries.feedOfTag,
    queries.feedOfThread,
    queries.getFeedKey,
    queries.listSiteMap,
    queries.getSiteMapPart,
  ],
  exported,
});
