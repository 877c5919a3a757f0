import { z } from 'zod';
import { line, words } from '../kernel/words.ts';
import { boardLimits } from './limits.ts';

const inBoth = <Each extends z.ZodType>(each: Each) => z.strictObject({ en: each, es: each });

/** Something that whoever starts a thread on a board is asked, and what helps them to answer, in Markdown. */
export const guidedQuestion = z.strictObject({
  title: inBoth(z.string()),
  text: inBoth(z.string()),
  /** Whether the form is sent without an answer to it. */
  required: z.boolean(),
});
export type GuidedQuestion = z.infer<typeof guidedQuestion>;

/** The same as moderators write it. */
export const template = z
  .array(
    z.strictObject({
      title: inBoth(line(boardLimits.question)),
      text: inBoth(words(boardLimits.questionText, 0)),
      required: z.boolean(),
    }),
  )
  .max(boardLimits.questions);
