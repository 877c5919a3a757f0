import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { savedError } from './errors.ts';
import { exported } from './exported.ts';
import * as lists from './list-commands.ts';
import * as queries from './queries.ts';
import * as shares from './share-commands.ts';
import * as shared from './share-queries.ts';

export const saved = contract({
  commands: [
    ...[commands.keepEntry, commands.seeVersion, commands.dropEntry],
    ...[lists.makeList, lists.renameList, lists.dropList, lists.restoreList, lists.placeEntry],
    ...[shares.shareList, shares.unshareList, shares.reportList, shares.settleList],
  ],
  queries: [
    ...[queries.listSaved, queries.isSaved, queries.ownLists],
    ...[shared.getShared, shared.listShared, shared.listReported],
  ],
  reasons: savedError.reasons,
  exported,
});
