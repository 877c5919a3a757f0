import { z } from 'zod';
import { boardId } from '../boards/entity.ts';
import { reads } from '../kernel/budgets.ts';
import { previews } from '../threads/budgets.ts';
import { query } from '../kernel/query.ts';
import {
  cannedReason,
  changesSource,
  houseRules,
  listedRules,
  namedRule,
  rule,
  rulesVersion,
  ruleSource,
} from './entity.ts';
import { houseRuleLimits } from './limits.ts';

export const getRules = query('house-rules.get', {
  about: 'The house rules, or an older version of them, and which versions there are. For everybody.',
  input: z.strictObject({ version: rulesVersion.optional() }),
  output: z.strictObject({
    shown: houseRules,
    /** The version that holds. */
    current: rulesVersion,
    /** The newest first. */
    versions: z.array(listedRules),
    /** The latest version one has agreed to oneself, or was there before; null for strangers. */
    agreed: rulesVersion.nullable(),
    /** As they are changed; null for whoever may not. */
    source: z.array(ruleSource).nullable(),
  }),
});

export const getRulesNews = query('house-rules.news', {
  about: 'The version of the house rules that one has not read yet, and what is new in it. Null for strangers.',
  input: z.strictObject({}),
  output: z.strictObject({
    news: z.strictObject({ version: rulesVersion, changes: changesSource }).nullable(),
  }),
});

export const previewRules = query('house-rules.preview', {
  about: 'Admins: how a new version would be read, and how it differs from what holds now. Keeps nothing.',
  input: z.strictObject({ rules: z.array(ruleSource).max(houseRuleLimits.rules) }),
  output: z.strictObject({
    rules: z.array(z.strictObject({ ...rule.shape, is: z.enum(['new', 'changed', 'same']) })),
    removed: z.array(namedRule),
  }),
  counts: [reads, previews],
});

export const listReasons = query('reason.list', {
  about:
    'Reasons that are often given: those for all boards and those of one; without a board, all that one may change. For whoever moderates.',
  input: z.strictObject({ boardId: boardId.optional() }),
  output: z.strictObject({ reasons: z.array(cannedReason) }),
});
