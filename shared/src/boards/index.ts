import { contract } from '../kernel/contract.ts';
import { boardStream } from './events.ts';
import * as queries from './queries.ts';

export const boards = contract({ queries: [queries.listBoards], streams: [boardStream] });
