import { z } from 'zod';
import { writes } from '../kernel/budgets.ts';
import { command } from '../kernel/command.ts';
import { personId, slugId } from '../kernel/ids.ts';
import { words } from '../kernel/words.ts';
import { sanctionLimits } from '../sanctions/limits.ts';
import { threadId } from '../threads/entity.ts';
import { puttingUp, reports, reviewing } from './budgets.ts';
import { reportReason, reportSubject, reviewAct, reviewId, reviewItem } from './entity.ts';
import { reviewLimits } from './limits.ts';

export const makeReport = command('report.make', {
  whileSilenced: true,
  about:
    'Tells moderators of a post, a question or a person. Once more, it changes what one said of it. Nobody else learns who reported.',
  input: z.strictObject({ subject: reportSubject, reason: reportReason, note: words(reviewLimits.note, 0) }),
  output: z.strictObject({ reason: reportReason, note: z.string(), at: z.iso.datetime() }),
  counts: [writes, reports],
});

export const appealRemoval = command('removal.appeal', {
  needsProof: false,
  about:
    'Asks another moderator to decide again about what was removed of what one wrote: once for each time that it was. Nobody is named who wrote it without a name.',
  input: z.strictObject({ itemId: reviewId, words: words(sanctionLimits.appeal) }),
  output: z.strictObject({}),
});

/** `rev`: the item as whoever acts has seen it. Where somebody decided meanwhile, nothing is changed. */
const seen = { itemId: reviewId, rev: z.int().positive() };
const noted = words(reviewLimits.note);

export const openReview = command('review.open', {
  about:
    'Moderators: puts a post up to be decided and takes it on, as if somebody had reported it. Nothing that others wrote is removed without a rule or a word to them being asked for.',
  input: z.strictObject({ threadId, no: z.int().positive() }),
  output: reviewItem,
  counts: [reviewing, puttingUp],
});

export const claimReview = command('review.claim', {
  about:
    'Moderators: takes an item on, or goes on with it. For a quarter of an hour nobody else acts on it; but staff take it over from whoever is on it and is not staff, and from each other where somebody may be in danger.',
  /** `from`: whom one takes it over from. */
  input: z.strictObject({ ...seen, from: personId.optional() }),
  output: reviewItem,
  counts: [reviewing],
});

export const releaseReview = command('review.release', {
  about: 'Moderators: gives an item back that one has taken on.',
  input: z.strictObject(seen),
  output: reviewItem,
  counts: [reviewing],
});

export const noteReview = command('review.note', {
  about: 'Moderators: notes something for other moderators.',
  input: z.strictObject({ ...seen, words: noted }),
  output: reviewItem,
});

export const assignReview = command('review.assign', {
  about: 'Moderators: gives an item to somebody who may moderate it.',
  input: z.strictObject({ ...seen, to: personId }),
  output: reviewItem,
});

export const handOverReview = command('review.hand-over', {
  about: 'Moderators: gives an item that one has taken on to somebody else, with a word about how it stands.',
  input: z.strictObject({ ...seen, to: personId, words: noted }),
  output: reviewItem,
});

export const setReviewDue = command('review.due', {
  about: 'Moderators: says until when an item is to be decided; null takes it back.',
  input: z.strictObject({ ...seen, due: z.iso.datetime().nullable() }),
  output: reviewItem,
});

export const resolveReview = command('review.resolve', {
  about:
    'Moderators: decides that something breaks the house rules, and removes it or does not. Whoever wrote it is told the rule and the words. What waits is published with these words, or not published; what was appealed against stands again.',
  input: z.strictObject({ ...seen, act: reviewAct, rule: slugId.nullable(), words: words(reviewLimits.words, 0) }),
  output: reviewItem,
  counts: [reviewing],
});

export const rejectReview = command('review.reject', {
  about:
    'Moderators: decides that something breaks no rule. What waits is published. What was appealed against stays removed, and whoever wrote it is told the words.',
  input: z.strictObject({ ...seen, words: words(reviewLimits.words, 0) }),
  output: reviewItem,
  counts: [reviewing],
});

export const undoReview = command('review.undo', {
  about:
    'Moderators: takes a decision back within ten minutes: what was removed stands again, what has waited waits again, and the item is open.',
  input: z.strictObject(seen),
  output: reviewItem,
  counts: [reviewing],
});
