import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { alias } from '../anonymous/alias.ts';
import { board, boardId } from '../boards/entity.ts';
import { openings } from '../boards/openings.ts';
import { boardMay } from '../boards/rights.ts';
import { attachedPicture, postedFile } from '../files/entity.ts';
import { diffPart, post, thread, threadId } from './entity.ts';
import { personId } from '../kernel/ids.ts';
import { position } from '../kernel/protocol.ts';
import { reads } from '../kernel/budgets.ts';
import { query } from '../kernel/query.ts';
import { words } from '../kernel/words.ts';
import { tagId } from '../tags/entity.ts';
import { previews } from './budgets.ts';
import { threadLimits } from './limits.ts';

const aboveIt = board.pick({ id: true, name: true }).optional();

export const getBoard = query('board.get', {
  about:
    'A board with a page of its threads, the latest post first; of those without an accepted answer alone if `unsolved`, of those with a tag if `tag`; with the most votes first if `by` says so. `before` is the last row one has, whose `at` is then when it was begun.',
  input: z.strictObject({
    boardId,
    unsolved: z.boolean().optional(),
    tag: tagId.optional(),
    by: z.literal('votes').optional(),
    before: z.strictObject({ at: z.iso.datetime(), id: threadId, votes: z.int().nonnegative().optional() }).optional(),
  }),
  output: z.strictObject({
    board,
    /** The one it stands below, where one may read that as well. */
    parent: aboveIt,
    may: boardMay,
    openings,
    rows: z.array(thread),
    more: z.boolean(),
    /**
     * How far one has read, by thread; to its end what counts as read, as what was written before one joined. New ones are
     * missing. Empty for strangers.
     */
    read: z.record(threadId, z.int()),
    position,
  }),
});

export const getThread = query('thread.get', {
  about:
    'A thread with up to fifty posts from number `from` on, fewer where they are long, one at least; without `from`, those of the page of post `around`, or of the first unread one. A number beyond the end means the last post.',
  input: z.strictObject({ threadId, from: z.int().positive().optional(), around: z.int().positive().optional() }),
  output: z.strictObject({
    board: z.strictObject({
      ...board.pick({ id: true, name: true, kind: true }).shape,
      /** After so many days without a post its threads close; null for never. */
      quietDays: z.int().positive().nullable(),
      /** The board it stands below, where one may read that as well. */
      parent: aboveIt,
    }),
    may: boardMay,
    thread,
    posts: z.array(post),
    /** The last post one has read, 0 for none, null for strangers. */
    readNo: z.int().nullable(),
    /** Where one started the thread without one's name: how often it was opened who did. */
    asks: z.strictObject({ opened: z.int() }).optional(),
    position,
  }),
});

export const getHistory = query('post.history', {
  about:
    'What a post says and said, the latest first, ten wordings at most, each with what became of the words before it. Those that are hidden are shown only to whoever moderates the board.',
  privileged: true,
  input: z.strictObject({ threadId, no: z.int().positive() }),
  output: z.strictObject({
    thread: thread.pick({ title: true, language: true }),
    by: byline.nullable(),
    alias: alias.optional(),
    wordings: z.array(
      z.strictObject({
        /** Names it, to hide it. */
        rev: z.int(),
        /** Since when the post said so. */
        at: z.iso.datetime(),
        isCurrent: z.boolean(),
        isHidden: z.boolean(),
        parts: z.array(diffPart),
      }),
    ),
    more: z.boolean(),
    mayHide: z.boolean(),
  }),
});

export const getPostSource = query('post.source', {
  about: 'The Markdown, the pictures and the files of one’s own post, for editing.',
  input: z.strictObject({ threadId, no: z.int().positive() }),
  output: z.strictObject({ text: z.string(), pictures: z.array(attachedPicture), files: z.array(postedFile) }),
});

export const previewPost = query('post.preview', {
  about: 'What such words will look like as a post. Nothing is kept. For members.',
  input: z.strictObject({ text: words(threadLimits.post) }),
  output: z.strictObject({ html: z.string() }),
  counts: [reads, previews],
});

export const listPostsOf = query('post.by-person', {
  about: 'The latest posts somebody wrote on the boards one may read, at most `most`. For members.',
  input: z.strictObject({ personId, most: z.int().min(1).max(20) }),
  output: z.array(
    z.strictObject({
      board: board.pick({ id: true, name: true }),
      thread: thread.pick({ id: true, title: true, language: true }),
      no: z.int().positive(),
      at: z.iso.datetime(),
      /** The first words of the post, without markup. */
      excerpt: z.string(),
    }),
  ),
});
const onBoard = z.strictObject({ thread, board: z.strictObject({ id: boardId, name: board.shape.name }) });

export const listLatest = query('thread.latest', {
  about: 'The threads with the latest posts on all boards one may read, at most `most`.',
  input: z.strictObject({ most: z.int().min(1).max(20) }),
  output: z.array(onBoard),
});
