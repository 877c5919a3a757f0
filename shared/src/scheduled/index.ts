import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { scheduledError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const scheduled = contract({
  commands: [commands.schedulePost, commands.changeScheduled, commands.turnScheduled, commands.postScheduled],
  queries: [queries.listScheduled, queries.getScheduled],
  reasons: scheduledError.reasons,
  exported,
});
