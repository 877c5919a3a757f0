import { Command } from 'commander';
import { features } from '../features/index.ts';
import { addJobCommands } from '../jobs/admin.ts';
import { addStoreCommands } from './store.ts';

/** `npm run admin -- …`: what the person who runs the server does from a terminal. */
export function adminProgram(): Command {
  const program = new Command('npm run admin --')
    .description('Look after a Hearth network from a terminal.')
    .showHelpAfterError('Add --help to see how it is used.');
  for (const { admin } of features) admin(program);
  addJobCommands(program);
  addStoreCommands(program);
  return program;
}
