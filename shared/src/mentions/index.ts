import { contract } from '../kernel/contract.ts';
import { mentionError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const mentions = contract({
  queries: [queries.checkMentions],
  reasons: mentionError.reasons,
  exported,
});
