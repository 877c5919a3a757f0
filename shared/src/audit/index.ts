import { contract } from '../kernel/contract.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const audit = contract({ queries: [queries.listAudit], exported });
