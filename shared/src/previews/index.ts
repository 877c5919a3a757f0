import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';

export const previews = contract({ commands: [commands.removeCard], queries: [queries.listCards] });
