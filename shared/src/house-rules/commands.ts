import { z } from 'zod';
import { votes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { boardId } from '../boards/entity.ts';
import { cannedReason, changesSource, reasonId, reasonSource, rulesVersion, ruleSource } from './entity.ts';
import { houseRuleLimits } from './limits.ts';

const version = z.strictObject({ version: rulesVersion });

export const publishRules = command('house-rules.publish', {
  about: 'Admins: publishes a new version of the house rules. The ones before stay as they were, and can be read.',
  privileged: true,
  input: z.strictObject({
    /** The version that was changed; refused where there is a newer one by now. */
    after: rulesVersion,
    rules: z.array(ruleSource).min(1).max(houseRuleLimits.rules),
    /** What members are told of what is new. */
    changes: changesSource,
  }),
  output: version,
});

export const agreeToRules = command('house-rules.agree', {
  needsProof: false,
  about: 'Says that one has read a version of the house rules.',
  input: version,
  output: version,
  counts: [votes],
});

export const createReason = command('reason.create', {
  about: 'Whoever moderates: keeps a reason that is often given, in both languages, for one board or for all.',
  privileged: true,
  input: z.strictObject({ boardId: boardId.nullable(), ...reasonSource }),
  output: cannedReason,
});

export const editReason = command('reason.edit', {
  about: 'Whoever moderates: changes a reason. What was said with it before stays as it was.',
  privileged: true,
  input: z.strictObject({ reasonId, ...reasonSource }),
  output: cannedReason,
});

export const removeReason = command('reason.remove', {
  about: 'Whoever moderates: takes a reason from the list.',
  privileged: true,
  input: z.strictObject({ reasonId }),
  output: z.strictObject({}),
});
