import { houseRulesError } from '@hearth/shared/house-rules/errors';
import type { NamedRule, RuleId } from '@hearth/shared/house-rules/entity';
import { firstRules } from './first-version.ts';
import { readRuleNames } from './store.ts';
import { currentVersion, ruleIn, unknownRule } from './versions.ts';

/** What other features may use of this one. */

/** A rule as it holds now, or the refusal: what is decided is decided by a rule that people can read. */
export async function requireRule(id: RuleId): Promise<NamedRule> {
  const rule = ruleIn(await currentVersion(), id);
  if (!rule) throw houseRulesError('no-such-rule', { fields: { ruleId: 'choice' } });
  return rule;
}

/**
 * How rules are called by which something was decided, as the latest version calls each that has it. Read once for all of an
 * answer.
 */
export async function ruleNames(): Promise<(id: RuleId) => NamedRule> {
  const names = [...(await readRuleNames()), ...firstRules];
  return (id) => {
    const rule = names.find((one) => one.id === id);
    return rule ? { id, title: rule.title } : unknownRule(id);
  };
}

export async function presentRule(id: RuleId): Promise<NamedRule> {
  return (await ruleNames())(id);
}
