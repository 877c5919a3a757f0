import { z } from 'zod';
import { byline, language } from '../accounts/entity.ts';
import { boardId } from '../boards/entity.ts';
import { hexId } from '../kernel/ids.ts';

export const threadId = hexId.brand('ThreadId');
export type ThreadId = z.infer<typeof threadId>;

/** The answer to a question that whoever asked it, or a moderator, has accepted. */
export const acceptedAnswer = z.strictObject({
  /** The number of its post. */
  no: z.int().positive(),
  /** Who wrote it; null once they have left and taken the name along. */
  by: byline.nullable(),
  /** Who accepted it; null once they have left. */
  markedBy: byline.nullable(),
  at: z.iso.datetime(),
});

export const thread = z.strictObject({
  id: threadId,
  boardId,
  title: z.string(),
  language,
  /** Null once its author has left and taken the name along. */
  by: byline.nullable(),
  startedAt: z.iso.datetime(),
  /** The number of the newest post; posts are numbered 1, 2, 3 … without a gap, and 1 opens the thread. */
  lastNo: z.int().positive(),
  lastPostAt: z.iso.datetime(),
  /** The first words of the opening post, without markup. */
  excerpt: z.string(),
  /** Null where none is accepted, or what was accepted is deleted. */
  answer: acceptedAnswer.nullable(),
  rev: z.int().nonnegative(),
});
export type Thread = z.infer<typeof thread>;

export const post = z.strictObject({
  no: z.int().positive(),
  /** The last half of the id of the command that wrote it, so that its writer's pages know it again. Proves nothing. */
  key: z.string(),
  /** Null once its author has left and taken the name along. */
  by: byline.nullable(),
  at: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  /** The number of the post it answers; missing where it answers the thread. */
  inReplyTo: z.int().positive().optional(),
  /** A deleted post keeps its number and its place; its words are gone. */
  deleted: z.boolean(),
  /** Safe to show as it is: rendered and cleaned on the server. */
  html: z.string(),
  rev: z.int().nonnegative(),
});
export type Post = z.infer<typeof post>;

/** Some words of a text that was edited: they stayed, came or went. */
export const diffPart = z.strictObject({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });
export type DiffPart = z.infer<typeof diffPart>;
