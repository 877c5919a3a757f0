import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { namedRule } from '../house-rules/entity.ts';
import { sanction } from '../sanctions/entity.ts';
import { board, boardId } from '../boards/entity.ts';
import { personId } from '../kernel/ids.ts';
import { position } from '../kernel/protocol.ts';
import { query } from '../kernel/query.ts';
import { namedThread, thread } from '../threads/entity.ts';
import {
  reporterRecord,
  reportReason,
  reportState,
  reportSubject,
  reviewId,
  reviewItem,
  reviewKind,
  reviewShown,
} from './entity.ts';

const report = z.strictObject({ reason: reportReason, note: z.string(), at: z.iso.datetime() });

export const aboutSubject = query('report.about', {
  about: 'What one is about to report, and what one has said of it before.',
  input: z.strictObject({ subject: reportSubject }),
  output: z.strictObject({ shown: reviewShown, own: report.nullable() }),
});

export const ownReports = query('report.own', {
  about:
    'What one has reported and what became of it, and what reports hid of what one wrote oneself: the latest first.',
  input: z.strictObject({}),
  output: z.strictObject({
    reports: z.array(
      z.strictObject({
        id: reviewId,
        subject: reportSubject.nullable(),
        shown: reviewShown,
        ...report.shape,
        state: reportState,
      }),
    ),
    /** What one wrote that several people reported, so that it is hidden until a moderator has looked. */
    hidden: z.array(
      z.strictObject({
        thread: namedThread,
        no: z.int().positive(),
        /** What it was reported for. */
        reasons: z.array(reportReason),
        at: z.iso.datetime(),
        text: z.string(),
      }),
    ),
  }),
});

export const ownRemovals = query('removal.own', {
  about: 'What moderators removed of what one wrote, and what became of one’s appeals: the latest first.',
  input: z.strictObject({}),
  output: z.strictObject({
    removed: z.array(
      z.strictObject({
        /** By which one appeals. */
        itemId: reviewId,
        thread: namedThread,
        no: z.int().positive(),
        rule: namedRule.nullable(),
        words: z.string(),
        at: z.iso.datetime(),
        /** One's own words, as one wrote them; empty where they are gone for good. */
        text: z.string(),
        /** False where an appeal has brought it back. */
        isRemoved: z.boolean(),
        /** It bears no name, and an appeal bears none either. */
        isUnnamed: z.boolean(),
        appeal: sanction.shape.appeal,
        mayAppeal: z.boolean(),
        /** Where one may write it anew, for moderators to see first; null where that is not so, and while it waits already. */
        anew: z.strictObject({ boardId, tags: thread.shape.tags }).nullable(),
        /** Words that were written anew wait for a moderator. */
        isWaiting: z.boolean(),
      }),
    ),
  }),
});

export const listReview = query('review.list', {
  about:
    'Moderators: what is up for review on the boards they moderate. What is open comes by urgency and then the oldest first; what is closed, the latest first.',
  input: z.strictObject({
    state: z.enum(['open', 'in-work', 'resolved', 'rejected']).optional(),
    /** What one has taken on or was given. */
    mine: z.boolean().optional(),
    kind: reviewKind.optional(),
    boardId: boardId.optional(),
    reason: reportReason.optional(),
    reporter: personId.optional(),
    author: personId.optional(),
    /** How many one has already. */
    after: z.int().nonnegative().optional(),
  }),
  output: z.strictObject({
    rows: z.array(z.strictObject({ item: reviewItem, shown: reviewShown })),
    more: z.boolean(),
    open: z.int().nonnegative(),
    boards: z.array(board.pick({ id: true, name: true })),
  }),
});

export const countReview = query('review.count', {
  about:
    'Moderators: how many items are open, of the first hundred, and whether there are more. None for whoever moderates nothing.',
  input: z.strictObject({}),
  output: z.strictObject({ open: z.int().nonnegative(), more: z.boolean() }),
});

export const getReview = query('review.get', {
  about: 'Moderators: one item, what it is about as they may see it now, and who reported it.',
  input: z.strictObject({ itemId: reviewId }),
  output: z.strictObject({
    item: reviewItem,
    shown: reviewShown,
    /** Null: of somebody who has left. */
    reports: z.array(z.strictObject({ by: byline.nullable(), record: reporterRecord.nullable(), ...report.shape })),
    /** Who else may take it on. */
    people: z.array(byline),
    /** From whoever is on it now, if anybody. */
    mayTakeOver: z.boolean(),
    position,
  }),
});
