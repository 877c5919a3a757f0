import { z } from 'zod';
import { byline, language } from '../accounts/entity.ts';
import { alias } from '../anonymous/alias.ts';
import { board, boardId } from '../boards/entity.ts';
import { group } from '../groups/entity.ts';
import { hexId, personId } from '../kernel/ids.ts';
import { line } from '../kernel/words.ts';
import { reviewItem, reviewShown } from '../review/entity.ts';
import { room } from '../rooms/entity.ts';
import { namedThread, threadId } from '../threads/entity.ts';
import { deskAreas, deskKinds } from './kinds.ts';
import { deskLimits } from './limits.ts';

/** What happened. */
export const deskKind = z.enum([
  ...deskKinds.posts,
  ...deskKinds.held,
  ...deskKinds.questions,
  ...deskKinds.rooms,
  ...deskKinds.people,
  ...deskKinds.reports,
  ...deskKinds.acts,
]);
export type DeskKind = z.infer<typeof deskKind>;

export const deskArea = z.enum(deskAreas);

export const deskEntryId = z
  .string()
  .regex(/^[0-9a-f]{24}$/)
  .brand('DeskEntryId');

/**
 * That something happened, and where: no words and no names, which are read with the rights of whoever looks, when they look.
 * A higher `rev` is news of the same: what it shows may be another now.
 */
export const deskRef = z.strictObject({
  id: deskEntryId,
  kind: deskKind,
  at: z.iso.datetime(),
  boardId: boardId.nullable(),
  threadId: threadId.nullable(),
  language: language.nullable(),
  needsDecision: z.boolean(),
  /** A post below which its writer put pictures or files. */
  withFiles: z.literal(true).optional(),
  rev: z.int().positive(),
});
export type DeskRef = z.infer<typeof deskRef>;

/** What one may do about it in its place. */
export const deskAct = z.enum(['remove', 'restore', 'decide', 'moderate', 'review']);
export type DeskAct = z.infer<typeof deskAct>;

export const deskRow = z.strictObject({
  ref: deskRef,
  /** Who did it; null where nobody is to be named, where it is not kept, and once they have left. */
  by: byline.nullable(),
  /** In the place of a name. */
  alias: alias.optional(),
  board: board.pick({ id: true, name: true }).nullable(),
  thread: namedThread.nullable(),
  /** The post in it. */
  no: z.int().positive().nullable(),
  room: room.pick({ id: true, title: true, language: true }).nullable(),
  group: group.pick({ id: true, name: true }).nullable(),
  /** What is up for review, and what that is about. */
  review: z
    .strictObject({
      item: reviewItem.pick({ id: true, kind: true, subject: true, state: true, reasons: true }),
      shown: reviewShown,
    })
    .nullable(),
  /** What somebody became: a role, or what they are to a group. */
  detail: z.string().nullable(),
  /** The first words of what is there now, without markup; empty where it is gone. */
  excerpt: z.string(),
  /** What its writer put below the words; names end in the kind of file. Of what is not published yet there is no size. */
  attached: z.strictObject({
    pictures: z.int().nonnegative(),
    files: z.array(z.strictObject({ name: z.string(), size: z.int().positive().nullable() })),
  }),
  isDeleted: z.boolean(),
  /** The first that somebody wrote here. */
  isFirst: z.boolean(),
  /** Its writer has written more within a minute than people do. */
  isFast: z.boolean(),
  acts: z.array(deskAct),
});
export type DeskRow = z.infer<typeof deskRow>;

/** What one looks for. Left out, it is all that one may see. */
export const deskFilter = z.strictObject({
  /** Whoever moderates a board through a group sees that board alone, and has to say which. */
  boardId: boardId.optional(),
  areas: z.array(deskArea).max(deskArea.options.length).optional(),
  personId: personId.optional(),
  language: language.optional(),
  needsDecision: z.boolean().optional(),
  /** Posts with pictures or files. */
  withFiles: z.boolean().optional(),
  /** Threads that nobody has answered for two days. */
  unanswered: z.boolean().optional(),
  /** Days, by UTC; both are part of it. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type DeskFilter = z.infer<typeof deskFilter>;

export const deskViewId = hexId.brand('DeskViewId');

/** A filter that somebody has kept for themselves, under a name of theirs. */
export const deskView = z.strictObject({ id: deskViewId, name: line(deskLimits.name), filter: deskFilter });
export type DeskView = z.infer<typeof deskView>;
