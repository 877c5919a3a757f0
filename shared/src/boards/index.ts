import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { boardError } from './errors.ts';
import { boardStream } from './events.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const boards = contract({
  commands: [
    commands.createBoard,
    commands.editBoard,
    commands.breakGlass,
    commands.closeGlass,
    commands.createSection,
    commands.editSection,
    commands.removeSection,
  ],
  queries: [
    queries.listBoards,
    queries.listSections,
    queries.getSettings,
    queries.getTemplate,
    queries.getReadership,
    queries.getRightsOf,
  ],
  streams: [boardStream],
  reasons: boardError.reasons,
  exported,
});
