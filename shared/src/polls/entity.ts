import { z } from 'zod';
import { hexId } from '../kernel/ids.ts';
import { line } from '../kernel/words.ts';
import { pollLimits } from './limits.ts';

/** Its own, and not its post's: where a post goes, its poll goes along. */
export const pollId = hexId.brand('PollId');
export type PollId = z.infer<typeof pollId>;

/** Who sees the numbers: everybody at any time; whoever has voted, and all once it is closed; or all, once it is closed. */
export const pollResults = z.enum(['always', 'voted', 'closed']);

const option = line(pollLimits.option);
const rules = {
  /** Whether one may choose several. */
  many: z.boolean(),
  /** Whether members see who chose what. */
  named: z.boolean(),
  results: pollResults,
  /** When it closes by itself; null where somebody closes it. */
  closesAt: z.iso.datetime().nullable(),
};

/** A poll as its author writes it. */
export const pollDraft = z.strictObject({
  question: line(pollLimits.question),
  options: z
    .array(option)
    .min(pollLimits.fewest)
    .max(pollLimits.most)
    .refine((options) => new Set(options.map((one) => one.toLowerCase())).size === options.length, { error: 'twice' }),
  ...rules,
});
export type PollDraft = z.infer<typeof pollDraft>;

/** Options by their place in the list. */
export const pollChoices = z
  .array(
    z
      .int()
      .min(0)
      .max(pollLimits.most - 1),
  )
  .max(pollLimits.most);

export const poll = z.strictObject({
  question: z.string(),
  options: z.array(z.string()),
  ...rules,
  /** Another one whenever the question or an option is changed: a vote is for what one has read. */
  edition: z.int().nonnegative(),
  /** From the first vote on nothing changes but the closing date. */
  begun: z.boolean(),
  closedAt: z.iso.datetime().nullable(),
  /** People, however many options they chose. */
  people: z.int().nonnegative(),
  /** How many people chose each option; null where one does not see that yet. */
  counts: z.array(z.int().nonnegative()).nullable(),
});
export type Poll = z.infer<typeof poll>;
