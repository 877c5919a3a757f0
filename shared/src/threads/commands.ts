import { z } from 'zod';
import { firstWords } from '../accounts/budgets.ts';
import { votes, writes } from '../kernel/budgets.ts';
import { groupMentions, peopleMentioned } from '../mentions/budgets.ts';
import { language } from '../accounts/entity.ts';
import { post, thread, threadId } from './entity.ts';
import { attachedFiles, attachedPictures } from '../files/entity.ts';
import { boardId } from '../boards/entity.ts';
import { pollDraft } from '../polls/entity.ts';
import { threadLimits } from './limits.ts';
import { chosenTags } from '../tags/entity.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { line, words } from '../kernel/words.ts';
import { command } from '../kernel/command.ts';

const no = z.int().positive();
const changed = z.strictObject({ thread, post });
/** A post of one’s own that moderators removed, of which these are the words written anew: a moderator sees them first. */
const revises = z.strictObject({ threadId, no }).optional();

export const startThread = command('thread.start', {
  about: 'Starts a thread on a board with its opening post.',
  input: z.strictObject({
    boardId,
    title: line(threadLimits.title),
    text: words(threadLimits.post),
    language,
    pictures: attachedPictures.optional(),
    files: attachedFiles.optional(),
    /** Under an alias of role and region, on boards that allow it; without pictures and files. */
    unnamed: z.boolean().optional(),
    tags: chosenTags.optional(),
    poll: pollDraft.optional(),
    revises,
    asItIs,
  }),
  output: changed,
  counts: [writes, firstWords],
  mayCount: [peopleMentioned, groupMentions],
  publishes: ['title', 'text', 'poll', 'pictures', 'files'],
});

export const reply = command('post.reply', {
  about: 'Adds a post at the end of a thread.',
  input: z.strictObject({
    threadId,
    text: words(threadLimits.post),
    pictures: attachedPictures.optional(),
    files: attachedFiles.optional(),
    /** The number of the post it answers, where it answers one. */
    inReplyTo: no.optional(),
    /** Under the alias one started the thread with. */
    unnamed: z.boolean().optional(),
    poll: pollDraft.optional(),
    revises,
    asItIs,
  }),
  output: changed,
  counts: [writes, firstWords],
  mayCount: [peopleMentioned, groupMentions],
  publishes: ['text', 'poll', 'pictures', 'files'],
});

export const editPost = command('post.edit', {
  about: 'Changes the words of one’s own post, and which pictures and files stand below them.',
  /** Without `pictures` these stay as they are, and so with `files`. */
  input: z.strictObject({
    threadId,
    no,
    text: words(threadLimits.post),
    pictures: attachedPictures.optional(),
    files: attachedFiles.optional(),
    asItIs,
  }),
  output: changed,
  mayCount: [peopleMentioned, groupMentions],
  publishes: ['text', 'pictures', 'files'],
});

export const deletePost = command('post.delete', {
  about: 'Takes the words of a post away; its place stays. The author alone: moderators decide in the review queue.',
  input: z.strictObject({ threadId, no }),
  output: z.strictObject({
    ...changed.shape,
    /** The board that the thread stood on, where nothing is left to read in it: it stands nowhere until that is undone. */
    stoodOn: boardId.optional(),
  }),
});

export const restorePost = command('post.restore', {
  about:
    'Brings the words of a deleted post back, and its thread to its board where nothing was left in it. Whoever deleted it, and moderators.',
  privileged: true,
  input: z.strictObject({ threadId, no }),
  output: changed,
});

export const hideRevision = command('revision.hide', {
  about: 'Moderators: takes what a post said before it was edited from everybody else’s sight, or shows it again.',
  privileged: true,
  input: z.strictObject({ threadId, no, rev: z.int(), hidden: z.boolean() }),
  output: z.strictObject({ hidden: z.boolean() }),
});

export const acceptAnswer = command('answer.accept', {
  about: 'Marks a reply as the answer, in the place of the one before. On question boards: who asked, and moderators.',
  privileged: true,
  input: z.strictObject({ threadId, no }),
  output: changed,
});

export const takeBackAnswer = command('answer.take-back', {
  about: 'Takes the mark from a reply that was accepted as the answer. Who asked, and moderators.',
  privileged: true,
  input: z.strictObject({ threadId, no }),
  output: changed,
});

export const markRead = command('thread.mark-read', {
  needsProof: false,
  about: 'Remembers how far one has read, for the unread line. Only ever moves forward.',
  input: z.strictObject({ threadId, no }),
  output: z.strictObject({ no }),
  counts: [votes],
});
