import { z } from 'zod';
import { board } from '../boards/entity.ts';
import { query } from '../kernel/query.ts';
import { line } from '../kernel/words.ts';
import { namedThread, post, thread, threadId } from '../threads/entity.ts';
import { moderatingLimits } from './limits.ts';

const no = z.int().positive();
const named = board.pick({ id: true, name: true });

export const getModeration = query('thread.moderation', {
  about:
    'Moderators: a thread, and what the page with all they can do to it needs. Of its posts fifty from number `from` on; `find` is the address of the thread to merge it into, or words of its title.',
  input: z.strictObject({ threadId, from: no.optional(), find: line(moderatingLimits.find).optional() }),
  output: z.strictObject({
    thread,
    /** It stands nowhere at this moment, and nothing can be done to it but to bring back or purge what was deleted. */
    isOff: z.literal(true).optional(),
    /** Where it is off, the one that it stood on. */
    board: named,
    /** Of the board it is on. */
    kind: board.shape.kind,
    /** Until when it is featured on the front page; null where it is not. */
    featuredUntil: z.iso.datetime().nullable(),
    /** Whether one may feature it there. */
    mayFeature: z.boolean(),
    /** Where it may be moved to. */
    boards: z.array(
      z.strictObject({
        ...named.shape,
        /** It asks for a tag that the thread does not have. */
        asksTag: z.boolean(),
      }),
    ),
    /** Those that may go to a thread of their own. */
    posts: z.array(
      z.strictObject({
        ...post.pick({ no: true, by: true, alias: true, at: true }).shape,
        /** Its first words, without markup. */
        excerpt: z.string(),
      }),
    ),
    /** Those among them that were deleted and can be brought back or purged. */
    removed: z.array(post.pick({ no: true, by: true, alias: true, at: true })),
    /** Where the posts go on after those; null at the end. */
    next: no.nullable(),
    /** Threads it may be merged into, where one was looked for. */
    found: z.array(
      z.strictObject({ ...thread.pick({ id: true, title: true, language: true, replies: true }).shape, board: named }),
    ),
  }),
});

export const getRemoved = query('post.removed', {
  about: 'Moderators: how much there is of a deleted post that can still be brought back. Not what it says.',
  privileged: true,
  input: z.strictObject({ threadId, no }),
  output: z.strictObject({
    thread: namedThread,
    ...post.pick({ no: true, by: true, alias: true, at: true }).shape,
    deletedAt: z.iso.datetime(),
    pictures: z.int().nonnegative(),
    files: z.int().nonnegative(),
    hasPoll: z.boolean(),
    /** What it said before it was edited. */
    wordings: z.int().nonnegative(),
  }),
});

export const listFeatured = query('thread.featured', {
  about:
    'The threads on the front page that staff feature at this moment, of those one may read and has not muted, the latest first.',
  input: z.strictObject({}),
  output: z.array(
    z.strictObject({
      thread,
      board: named,
      /** How far one has read; missing where one never did, and for strangers. */
      readNo: z.int().nonnegative().optional(),
    }),
  ),
});

export const whereabouts = query('thread.whereabouts', {
  about:
    'Where a thread that was merged goes on, or a post that went to another thread. For whoever may read it there.',
  input: z.strictObject({ threadId, no: no.optional() }),
  output: z.strictObject({ thread: thread.pick({ id: true, title: true, language: true }), no: no.nullable() }),
});
