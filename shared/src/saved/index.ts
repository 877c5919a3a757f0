import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { savedError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const saved = contract({
  commands: [commands.keepEntry, commands.seeVersion, commands.dropEntry],
  queries: [queries.listSaved, queries.isSaved],
  reasons: savedError.reasons,
  exported,
});
