import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { wordListError } from './errors.ts';
import * as queries from './queries.ts';

export const wordLists = contract({
  commands: [commands.watchWords, commands.unwatchWord],
  queries: [queries.listWords, queries.testWords],
  reasons: wordListError.reasons,
});
