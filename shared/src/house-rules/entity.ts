import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { boardId } from '../boards/entity.ts';
import { hexId, slugId } from '../kernel/ids.ts';
import { line, words } from '../kernel/words.ts';
import { houseRuleLimits } from './limits.ts';

/** Stays with a rule through all versions: what was decided by it leads to it. */
export const ruleId = slugId.brand('RuleId');
export type RuleId = z.infer<typeof ruleId>;

/** Versions are 1, 2, 3 … The first one comes with the software. */
export const rulesVersion = z.int().positive();

const inBoth = <T extends z.ZodType>(text: T) => z.strictObject({ en: text, es: text });

/** A rule as it is written, in Markdown. */
export const ruleSource = z.strictObject({
  id: ruleId,
  title: inBoth(line(houseRuleLimits.title)),
  words: inBoth(words(houseRuleLimits.words)),
});
export type RuleSource = z.infer<typeof ruleSource>;

export const changesSource = inBoth(words(houseRuleLimits.changes));

const bothLanguages = inBoth(z.string());

/** What stands wherever a rule is named. */
export const namedRule = z.strictObject({ id: ruleId, title: bothLanguages });
export type NamedRule = z.infer<typeof namedRule>;

/** A rule as it is read. `html` is safe to show as it is: rendered and cleaned on the server. */
export const rule = z.strictObject({ ...namedRule.shape, html: bothLanguages });

export const houseRules = z.strictObject({
  version: rulesVersion,
  /** Null for the first one. */
  publishedAt: z.iso.datetime().nullable(),
  rules: z.array(rule),
  /** What is new in it. Empty in the first one. */
  changes: bothLanguages,
});
export type HouseRules = z.infer<typeof houseRules>;

/** A version in the list of them. */
export const listedRules = z.strictObject({
  version: rulesVersion,
  publishedAt: z.iso.datetime().nullable(),
  /** Who published it: told to staff alone. Null for the first one, and once they have left. */
  by: byline.nullable(),
});

export const reasonId = hexId.brand('ReasonId');
export type ReasonId = z.infer<typeof reasonId>;

/** What a moderator often has to say, in both languages, and by which rule. */
export const cannedReason = z.strictObject({
  id: reasonId,
  /** Null where it is for all boards. */
  boardId: boardId.nullable(),
  rule: namedRule,
  words: bothLanguages,
});
export type CannedReason = z.infer<typeof cannedReason>;

export const reasonSource = {
  ruleId,
  words: inBoth(words(houseRuleLimits.reason)),
};
