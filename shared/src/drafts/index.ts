import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { draftError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const drafts = contract({
  commands: [commands.saveDraft, commands.discardDraft, commands.restoreDraft],
  queries: [queries.getDraft, queries.listDrafts],
  reasons: draftError.reasons,
  exported,
});
