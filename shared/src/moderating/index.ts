import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { moderatingError } from './errors.ts';
import * as queries from './queries.ts';

export const moderating = contract({
  commands: [
    commands.lockThread,
    commands.slowThread,
    commands.unlockThread,
    commands.moveThread,
    commands.pinThread,
    commands.featureThread,
    commands.mergeThread,
    commands.splitThread,
    commands.purgePost,
  ],
  queries: [queries.getModeration, queries.getRemoved, queries.listFeatured, queries.whereabouts],
  reasons: moderatingError.reasons,
});
