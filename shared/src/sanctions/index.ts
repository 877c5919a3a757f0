import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { sanctionError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const sanctions = contract({
  commands: [
    commands.imposeSanction,
    commands.liftSanction,
    commands.appeal,
    commands.decideAppeal,
    commands.readSanctions,
    commands.noteOnMember,
  ],
  queries: [queries.ownSanctions, queries.refusedSanctions, queries.sanctionsOf, queries.listSanctions],
  reasons: sanctionError.reasons,
  exported,
});
