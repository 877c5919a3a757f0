import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { houseRulesError } from './errors.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const houseRules = contract({
  commands: [
    commands.publishRules,
    commands.agreeToRules,
    commands.createReason,
    commands.editReason,
    commands.removeReason,
  ],
  queries: [queries.getRules, queries.getRulesNews, queries.previewRules, queries.listReasons],
  reasons: houseRulesError.reasons,
  exported,
});
