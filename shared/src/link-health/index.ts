import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { linkError } from './errors.ts';
import * as queries from './queries.ts';

/** Whether the links of the library still lead somewhere. */
export const linkHealth = contract({
  commands: [commands.checkLink],
  queries: [queries.linksOfEntry, queries.brokenLinks],
  reasons: linkError.reasons,
});
