import { houseRulesError } from '@hearth/shared/house-rules/errors';
import type { NamedRule, RuleId } from '@hearth/shared/house-rules/entity';
import { readAllRules } from './store.ts';
import { currentVersion, ruleIn, unknownRule, versionOf } from './versions.ts';

/** What other features may use of this one. */

/** A rule as it holds now, or the refusal: what is decided is decided by a rule that people can read. */
export async function requireRule(id: RuleId): Promise<NamedRule> {
  const rule = ruleIn(await currentVersion(), id);
  if (!rule) throw houseRulesError('no-such-rule', { fields: { ruleId: 'choice' } });
  return rule;
}

/** A rule by which something was decided, as the latest version calls it that has it. */
export async function presentRule(id: RuleId): Promise<NamedRule> {
  const all = [...(await readAllRules()).map(versionOf), versionOf(null)];
  for (const version of all) {
    const rule = ruleIn(version, id);
    if (rule) return rule;
  }
  return unknownRule(id);
}
