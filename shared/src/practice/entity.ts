import { z } from 'zod';
import { byline, language } from '../accounts/entity.ts';
import { alias } from '../anonymous/alias.ts';
import { line, words } from '../kernel/words.ts';
import { practiceLimits } from './limits.ts';

const section = words(practiceLimits.section, 0);

/** What its makers write. Shaped so that a library can take it over as one of its entries. */
export const practiceWords = {
  title: line(practiceLimits.title),
  /** What it was about, what helped, and how it is done. */
  problem: section,
  worked: section,
  steps: section,
};

/** Whose post it was made of; whom one may ask. */
export const contributor = z.strictObject({
  /** The number of the post. */
  no: z.int().positive(),
  /** Null once they have left, and where there is an alias. */
  by: byline.nullable(),
  alias: alias.optional(),
});
export type Contributor = z.infer<typeof contributor>;

/** Safe to show as it is: rendered and cleaned on the server. Empty where nothing is said, or was taken back. */
const html = z.string();

export const practiceNote = z.strictObject({
  title: z.string(),
  language,
  problem: html,
  worked: html,
  steps: html,
  contributors: z.array(contributor),
  /** Who made it; null once they have left, and where there is an alias. */
  by: byline.nullable(),
  alias: alias.optional(),
  /** A draft is seen by whoever may change it alone. */
  published: z.boolean(),
  publishedAt: z.iso.datetime().nullable(),
  editedAt: z.iso.datetime(),
  rev: z.int().positive(),
});
export type PracticeNote = z.infer<typeof practiceNote>;

/** As they are changed, in Markdown. */
export const practiceSource = z.strictObject({
  title: z.string(),
  problem: z.string(),
  worked: z.string(),
  steps: z.string(),
});
