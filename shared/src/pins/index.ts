import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const pins = contract({ commands: [commands.foldPin], queries: [queries.foldedPins], exported });
