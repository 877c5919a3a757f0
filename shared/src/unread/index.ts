import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const unread = contract({
  commands: [commands.markAllRead, commands.undoMarkAll, commands.markUnread, commands.stayAsItIs],
  queries: [queries.listUnread, queries.countUnread],
  exported,
});
