import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { ideaError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const ideas = contract({
  commands: [commands.voteForIdea, commands.setIdeaState],
  queries: [queries.votedFor],
  reasons: ideaError.reasons,
  exported,
});
