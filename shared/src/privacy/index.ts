import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { privacyError } from './errors.ts';
import * as queries from './queries.ts';

export const privacy = contract({
  commands: [commands.erase],
  queries: [queries.exportOwn],
  reasons: privacyError.reasons,
});
