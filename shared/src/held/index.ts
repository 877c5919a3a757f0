import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { heldError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

/** Posts that wait for a moderator, and what holds them. */
export const held = contract({
  commands: [commands.takeBackHeld, commands.setGates],
  queries: [queries.ownHeld, queries.getGates, queries.getTrust],
  reasons: heldError.reasons,
  exported,
});
