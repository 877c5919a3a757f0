import { contract } from '../kernel/contract.ts';
import * as queries from './queries.ts';

/** Where entries of the library are talked about. */
export const entryLinks = contract({ queries: [queries.threadsOfEntry, queries.boardsForEntry] });
