import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { fileError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const files = contract({
  commands: [commands.begin, commands.describe, commands.discard],
  queries: [queries.getFile],
  reasons: fileError.reasons,
  exported,
});
