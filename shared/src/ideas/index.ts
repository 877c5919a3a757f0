import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const ideas = contract({
  commands: [commands.voteForIdea, commands.setIdeaState],
  queries: [queries.votedFor],
  exported,
});
