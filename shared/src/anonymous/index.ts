import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { anonymousError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const anonymous = contract({
  commands: [commands.openAnonymous],
  queries: [queries.getAlias, queries.listOpenings],
  reasons: anonymousError.reasons,
  exported,
});
