import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { trialError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

/** Their counts are told with those of reactions, which whoever looks at a thread follows already. */
export const trials = contract({
  commands: [commands.reportTrial, commands.withdrawTrial, commands.removeTrial],
  queries: [queries.trialsOf],
  streams: [],
  reasons: trialError.reasons,
  exported,
});
