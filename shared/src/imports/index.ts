import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { importError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const imports = contract({
  commands: [commands.checkImport, commands.turnImport],
  queries: [queries.getImport, queries.listImports],
  reasons: importError.reasons,
  exported,
});
