import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { followError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const follows = contract({
  commands: [commands.setLevel, commands.mutePerson],
  queries: [
    queries.standingIn,
    queries.levelsOfBoards,
    queries.levelsOfTags,
    queries.isMuted,
    queries.levelOfLibrary,
    queries.followedInLibrary,
    queries.listFollows,
  ],
  reasons: followError.reasons,
  exported,
});
