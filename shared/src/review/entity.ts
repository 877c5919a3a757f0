import { z } from 'zod';
import { byline, language } from '../accounts/entity.ts';
import { alias } from '../anonymous/alias.ts';
import { board } from '../boards/entity.ts';
import { heldBelow, heldId, heldState, holdReason } from '../held/entity.ts';
import { hexId, personId, slugId } from '../kernel/ids.ts';
import { questionId, roomId } from '../rooms/entity.ts';
import { threadId } from '../threads/entity.ts';
import { reportReasons } from './limits.ts';

export const reviewId = hexId.brand('ReviewId');
export type ReviewId = z.infer<typeof reviewId>;

export const reportReason = z.enum(reportReasons);

const aPost = z.strictObject({ kind: z.literal('post'), threadId, no: z.int().positive() });
const aQuestion = z.strictObject({ kind: z.literal('question'), roomId, questionId });
const aPerson = z.strictObject({ kind: z.literal('person'), personId });

/** What one may report. */
export const reportSubject = z.discriminatedUnion('kind', [aPost, aQuestion, aPerson]);
export type ReportSubject = z.infer<typeof reportSubject>;

/** The same, or a page of ours on which another feature shows what it puts up; `gone`: nothing leads to it any more. */
export const reviewSubject = z.discriminatedUnion('kind', [
  aPost,
  aQuestion,
  aPerson,
  /** A post that was not published yet. */
  z.strictObject({ kind: z.literal('held'), heldId }),
  z.strictObject({
    kind: z.literal('page'),
    path: z.string().regex(/^\/[\w/?=&-]*$/),
    /** Whom it is about. */
    personId: personId.optional(),
  }),
  z.strictObject({ kind: z.literal('gone') }),
]);
export type ReviewSubject = z.infer<typeof reviewSubject>;

/** What put it up: what members report, what waits before it is seen by others, what a rule found, who wants to join, an appeal. */
export const reviewKind = z.enum(['report', 'hold', 'guard', 'sign-up', 'appeal']);
export type ReviewKind = z.infer<typeof reviewKind>;

export const reviewState = z.enum(['open', 'resolved', 'rejected']);
export type ReviewState = z.infer<typeof reviewState>;

/** What a decision does besides: nothing, or it takes away what was reported. */
export const reviewAct = z.enum(['none', 'remove']);
export type ReviewAct = z.infer<typeof reviewAct>;

export const reviewStepKind = z.enum([
  ...['opened', 'claimed', 'taken-over', 'released', 'noted', 'assigned', 'handed-over', 'due'],
  ...['resolved', 'rejected', 'undone', 'reopened', 'withdrawn', 'hidden'],
] as const);
export type ReviewStepKind = z.infer<typeof reviewStepKind>;

/** One line of its history. Moderators alone stand in it, never who reported; what was hidden nobody has hidden. */
export const reviewStep = z.strictObject({
  kind: reviewStepKind,
  by: byline.nullable(),
  at: z.iso.datetime(),
  /** Whom it was given to, or taken over from. */
  to: byline.nullable(),
  words: z.string(),
  act: reviewAct.nullable(),
});
export type ReviewStep = z.infer<typeof reviewStep>;

const outcome = z.strictObject({
  act: reviewAct,
  /** Of the house rules. */
  rule: slugId.nullable(),
  /** To whoever wrote it. */
  words: z.string(),
  by: byline.nullable(),
  at: z.iso.datetime(),
});

/** What is up for review, without a word of whoever wrote or reported it. */
export const reviewItem = z.strictObject({
  id: reviewId,
  kind: reviewKind,
  subject: reviewSubject,
  state: reviewState,
  reasons: z.array(z.strictObject({ reason: reportReason, count: z.int().positive() })),
  openedAt: z.iso.datetime(),
  /** Who is on it, until then unless they go on with it. */
  claim: z.strictObject({ by: byline.nullable(), until: z.iso.datetime() }).nullable(),
  /** Who was given it. */
  assigned: byline.nullable(),
  due: z.iso.datetime().nullable(),
  outcome: outcome.nullable(),
  history: z.array(reviewStep),
  rev: z.int().positive(),
});
export type ReviewItem = z.infer<typeof reviewItem>;

/** What it is about, as its reader may see it at this moment. */
export const reviewShown = z.strictObject({
  /** Where it is, and what it is called. */
  path: z.string().nullable(),
  title: z.string().nullable(),
  language: language.nullable(),
  board: board.pick({ id: true, name: true }).nullable(),
  by: byline.nullable(),
  alias: alias.optional(),
  at: z.iso.datetime().nullable(),
  /** The words alone, without markup; empty where they are not there any more. */
  text: z.string(),
  /** Why there are none. `hidden`: several people reported it, and moderators alone read it until one has looked. */
  missing: z.enum(['deleted', 'hidden', 'purged', 'erased']).nullable(),
  /** What stands below the words of a post that is hidden so; for moderators. */
  hidden: heldBelow.optional(),
  /** Of a post that waits or has waited: why, what has become of it, and what stands below the words. */
  held: z
    .strictObject({
      reasons: z.array(holdReason),
      state: heldState,
      /** Why it could not be published, as any refusal says it. */
      refusal: z.string().nullable(),
      ...heldBelow.shape,
    })
    .optional(),
  /** Of an appeal: what was decided, and what its author says against it; nothing once that is forgotten. */
  appeal: z.strictObject({ against: outcome.nullable(), words: z.string() }).optional(),
});
export type ReviewShown = z.infer<typeof reviewShown>;

/** How often somebody was right who reported something, once it can be said; nobody but moderators reads it. */
export const reporterRecord = z.enum(['often-right', 'seldom-right']);
export type ReporterRecord = z.infer<typeof reporterRecord>;

/** What became of a report, as whoever made it is told. */
export const reportState = z.enum(['waiting', 'removed', 'settled', 'no-breach']);
export type ReportState = z.infer<typeof reportState>;
