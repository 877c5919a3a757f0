import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { reactionStream } from './events.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const reactions = contract({
  commands: [commands.react],
  queries: [queries.reactionsIn, queries.namesOn],
  streams: [reactionStream],
  exported,
});
