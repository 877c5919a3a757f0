import { z } from 'zod';
import { language } from '../accounts/entity.ts';
import { board, boardId } from '../boards/entity.ts';
import { attachedFile, attachedPicture } from '../files/entity.ts';
import { namedRule } from '../house-rules/entity.ts';
import { hexId } from '../kernel/ids.ts';
import { threadId } from '../threads/entity.ts';
import { heldLimits } from './limits.ts';

export const heldId = hexId.brand('HeldId');
export type HeldId = z.infer<typeof heldId>;

/**
 * Why a post waits. `first`: one of the first of somebody new. `links`: it has many. `repeated`: the same words stand elsewhere.
 * `flood`: people who are new write very much on this board. `words`: it has words that moderators want to see first.
 * `reported`: several people have reported what somebody new wrote, and no moderator has looked yet.
 * `revised`: moderators removed it, and its author has written it anew.
 */
export const holdReason = z.enum(['first', 'links', 'repeated', 'flood', 'words', 'reported', 'revised']);
export type HoldReason = z.infer<typeof holdReason>;

export const heldState = z.enum(['waiting', 'published', 'refused', 'withdrawn']);
export type HeldState = z.infer<typeof heldState>;

/** What stands below the words, and what is asked with them. */
export const heldBelow = z.strictObject({
  pictures: z.array(attachedPicture),
  files: z.array(attachedFile),
  poll: z.strictObject({ question: z.string(), options: z.array(z.string()) }).nullable(),
});
export type HeldBelow = z.infer<typeof heldBelow>;

/** One's own post that was to be published and waits for a moderator, or has waited. */
export const heldPost = z.strictObject({
  id: heldId,
  /** Null where one may not read it any more. */
  board: board.pick({ id: true, name: true }).nullable(),
  /** Of the thread it starts, or stands in; empty where one may not read that any more. */
  title: z.string(),
  language: language.nullable(),
  text: z.string(),
  ...heldBelow.shape,
  /** Where its words are written; they are put into the draft there by taking it back. */
  writtenAt: z.strictObject({ boardId: boardId.nullable(), threadId: threadId.nullable() }),
  state: heldState,
  at: z.iso.datetime(),
  /** Where it stands by now. */
  published: z.strictObject({ threadId, no: z.int().positive() }).nullable(),
  decided: z
    .strictObject({
      at: z.iso.datetime(),
      /** What a moderator says to it. */
      words: z.string(),
      rule: namedRule.nullable(),
      /** Why it could not be published, as any refusal says it. */
      refusal: z.string().nullable(),
    })
    .nullable(),
});
export type HeldPost = z.infer<typeof heldPost>;

/** What holds; numbers are those up to which nothing is held. */
export const gateSettings = z.strictObject({
  /** So many posts of somebody new wait for a moderator, one after the other. 0: none. */
  firstPosts: z.int().min(0).max(heldLimits.firstPosts),
  /** Links in one post of somebody new, and of members. */
  linksOfNew: z.int().min(0).max(heldLimits.links),
  linksOfMembers: z.int().min(0).max(heldLimits.links),
  /** Posts of all who are new, in a minute, on one board. */
  flood: z.int().min(1).max(heldLimits.flood),
  /** What the reports of a post have to weigh for it to be hidden until a moderator looks; 0: none is. */
  hideAt: z.int().min(0).max(heldLimits.hideAt),
  /** The same of all reports of somebody new within a day, for what they write from then on to wait; 0: never. */
  pauseAt: z.int().min(0).max(heldLimits.hideAt),
});
export type GateSettings = z.infer<typeof gateSettings>;
