import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { pollError } from './errors.ts';
import { pollStream } from './events.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const polls = contract({
  commands: [commands.vote, commands.changePoll, commands.closePoll],
  queries: [queries.getPoll, queries.votersOf],
  streams: [pollStream],
  reasons: pollError.reasons,
  exported,
});
