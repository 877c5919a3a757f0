import { z } from 'zod';
import { byline, language } from '../accounts/entity.ts';
import { alias } from '../anonymous/alias.ts';
import { boardId } from '../boards/entity.ts';
import { ideaState } from '../ideas/entity.ts';
import { hexId } from '../kernel/ids.ts';
import { chosenTags } from '../tags/entity.ts';
import { note } from './note.ts';
import { pollId } from '../polls/entity.ts';

export const threadId = hexId.brand('ThreadId');
export type ThreadId = z.infer<typeof threadId>;

/** The answer to a question that whoever asked it, or a moderator, has accepted. */
export const acceptedAnswer = z.strictObject({
  /** The number of its post. */
  no: z.int().positive(),
  /** Who wrote it; null once they have left and taken the name along. */
  by: byline.nullable(),
  /** The alias it was written under. */
  alias: alias.optional(),
  /** Who accepted it; null once they have left. */
  markedBy: byline.nullable(),
  /** The alias under which it was accepted. */
  markedAs: alias.optional(),
  at: z.iso.datetime(),
});

export const threadLock = z.strictObject({
  /** Null once they have left. */
  by: byline.nullable(),
  reason: z.string(),
  at: z.iso.datetime(),
});

export const thread = z.strictObject({
  id: threadId,
  boardId,
  title: z.string(),
  language,
  /** Null once its author has left and taken the name along, and where there is an alias. */
  by: byline.nullable(),
  /** In the place of a name. */
  alias: alias.optional(),
  startedAt: z.iso.datetime(),
  /** The number of the newest post; posts are numbered 1, 2, 3 … without a gap, and 1 opens the thread. */
  lastNo: z.int().positive(),
  lastPostAt: z.iso.datetime(),
  /** The number of the newest post that is no note of a moderator's: what is unread goes to here. */
  lastPostNo: z.int().positive(),
  /** How many of the numbers are replies: neither notes nor what opens the thread. */
  replies: z.int().nonnegative(),
  /** The first words of the opening post, without markup. */
  excerpt: z.string(),
  /** Null where none is accepted, or what was accepted is deleted. */
  answer: acceptedAnswer.nullable(),
  /** Nobody but moderators replies any more, and why. */
  lock: threadLock.nullable(),
  /** Everybody but moderators replies once in so many minutes; missing where nobody is held up. */
  slowMinutes: z.int().positive().optional(),
  /** Until when it stands on top of its board. */
  pinnedUntil: z.iso.datetime().nullable(),
  tags: chosenTags,
  /** Its posts went to another thread for good, and nobody writes here any more. */
  merged: z.literal(true).optional(),
  /** There is a practice note of it, which whoever reads the thread may read; missing where there is none. */
  noted: z.literal(true).optional(),
  /** How many people have voted for it, where it is an idea; missing where nobody has. */
  votes: z.int().positive().optional(),
  /** What is to become of it, where staff have said so. */
  ideaState: ideaState.optional(),
  rev: z.int().nonnegative(),
});
export type Thread = z.infer<typeof thread>;

/** A thread by its name, also for those who are told of it while it stands nowhere. */
export const namedThread = z.strictObject({
  ...thread.pick({ id: true, title: true, language: true }).shape,
  /** It is on no board at this moment, and has no page: nothing is left to read in it, or moderators took it off. */
  isOff: z.literal(true).optional(),
});
export type NamedThread = z.infer<typeof namedThread>;

export const post = z.strictObject({
  no: z.int().positive(),
  /** The last half of the id of the command that wrote it, so that its writer's pages know it again. Proves nothing. */
  key: z.string(),
  /** Null once its author has left and taken the name along, and where there is an alias. */
  by: byline.nullable(),
  /** In the place of a name. */
  alias: alias.optional(),
  at: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  /** The number of the post it answers; missing where it answers the thread. */
  inReplyTo: z.int().positive().optional(),
  /** Its poll; missing where it has none, and while it is deleted. */
  poll: pollId.optional(),
  /** How many cards of links its HTML ends with; missing where there are none. */
  cards: z.int().positive().optional(),
  /** A deleted post keeps its number and its place; its words are gone. */
  deleted: z.boolean(),
  /** Safe to show as it is: rendered and cleaned on the server. */
  html: z.string(),
  /** It is no post, but tells what became of the thread. */
  note: note.optional(),
  rev: z.int().nonnegative(),
});
export type Post = z.infer<typeof post>;

/** Some words of a text that was edited: they stayed, came or went. */
export const diffPart = z.strictObject({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });
export type DiffPart = z.infer<typeof diffPart>;
