import type { HouseRules, NamedRule, RuleId, RuleSource } from '@hearth/shared/house-rules/entity';
import { FIRST_VERSION, firstRules } from './first-version.ts';
import { findLatestConsent, findNewest, type RulesRecord } from './store.ts';

/** A version as it is kept, or the first one, which comes with the software. */
export interface Version {
  readonly version: number;
  readonly record: RulesRecord | null;
}

const first: Version = { version: FIRST_VERSION, record: null };

export function versionOf(record: RulesRecord | null): Version {
  return record ? { version: record._id, record } : first;
}

/** What holds, or held at a time. */
export async function currentVersion(at: Date | null = null): Promise<Version> {
  return versionOf(await findNewest(at));
}

export function sourceOf({ record }: Version): RuleSource[] {
  return (record?.rules ?? firstRules).map(({ id, title, words }) => ({ id, title, words }));
}

export function presentVersion({ version, record }: Version): HouseRules {
  const rules = record?.rules ?? firstRules.map((rule) => ({ ...rule, html: inParagraphs(rule.words) }));
  return {
    version,
    publishedAt: record?.at.toISOString() ?? null,
    rules: rules.map(({ id, title, html }) => ({ id, title, html })),
    changes: record?.changes ?? { en: '', es: '' },
  };
}

/** What comes with the software has no markup in it. */
function inParagraphs({ en, es }: RuleSource['words']): RuleSource['words'] {
  return { en: `<p>${en}</p>`, es: `<p>${es}</p>` };
}

export function ruleIn(version: Version, id: string): NamedRule | null {
  const rule = (version.record?.rules ?? firstRules).find((one) => one.id === id);
  return rule ? { id: rule.id, title: rule.title } : null;
}

/** A rule that is in no version that there is has its id for a title, so that nothing fails that names one. */
export function unknownRule(id: RuleId): NamedRule {
  return { id, title: { en: id, es: id } };
}

/** Whoever was here before anything was asked has agreed to what there was to begin with. */
export async function agreedBy(personId: string): Promise<number> {
  return (await findLatestConsent(personId))?.version ?? FIRST_VERSION;
}
