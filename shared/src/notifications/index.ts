import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const notifications = contract({
  commands: [
    commands.readBell,
    commands.readWholeBell,
    commands.undoReadBell,
    commands.chooseChannels,
    commands.stopMails,
  ],
  queries: [queries.listBell, queries.countBell, queries.followedNews, queries.getSettings],
  exported,
});
