import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

/** When moderators look after things, and when nobody does. */
export const rota = contract({ commands: [commands.setRota], queries: [queries.getRota], exported });
