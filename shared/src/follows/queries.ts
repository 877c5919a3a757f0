import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { board, boardId } from '../boards/entity.ts';
import { collectionCard } from '../collections/entity.ts';
import { personId } from '../kernel/ids.ts';
import { query } from '../kernel/query.ts';
import { entryRow } from '../library/entity.ts';
import { tag, tagId } from '../tags/entity.ts';
import { thread, threadId } from '../threads/entity.ts';
import { followLevel, followReason, standing } from './entity.ts';
import { ofCollection, ofEntry, ofTopic } from './library.ts';

const at = z.iso.datetime();
const ofBoard = board.pick({ id: true, name: true });
const ofThread = thread.pick({ id: true, title: true, language: true });

export const standingIn = query('follow.thread', {
  about: 'How much one hears of a thread and why, and whose posts one has folded. For strangers, what everybody hears.',
  input: z.strictObject({ threadId }),
  output: z.strictObject({ ...standing.shape, muted: z.array(personId) }),
});

export const levelsOfBoards = query('follow.boards', {
  about: 'How much one hears of boards; those of which one said nothing are missing. Empty for strangers.',
  input: z.strictObject({}),
  output: z.record(boardId, followLevel),
});

export const levelsOfTags = query('follow.tags', {
  about:
    'How much one hears of tags, of those that stand in the place of what was merged; those of which one said nothing are missing. Empty for strangers.',
  input: z.strictObject({}),
  output: z.record(tagId, followLevel),
});

export const isMuted = query('follow.person', {
  about: 'Whether one has muted somebody.',
  input: z.strictObject({ personId }),
  output: z.strictObject({ muted: z.boolean() }),
});

export const levelOfLibrary = query('follow.library', {
  about: 'Whether one follows an entry, a collection or a topic of the library. For strangers, what everybody hears.',
  input: z.strictObject({ what: z.union([ofEntry, ofCollection, ofTopic]) }),
  output: standing,
});

export const followedInLibrary = query('follow.library-list', {
  about: 'What of the library one follows, of what one may read, the latest first.',
  input: z.strictObject({}),
  output: z.strictObject({
    entries: z.array(entryRow.pick({ id: true, title: true })),
    collections: z.array(collectionCard.pick({ id: true, title: true })),
    topics: z.array(tag.pick({ id: true, name: true })),
  }),
});

export const listFollows = query('follow.list', {
  about:
    'What one follows and what one has muted, of what one may read: of followed threads those that came last, after `before`.',
  input: z.strictObject({ before: z.strictObject({ at, id: threadId }).optional() }),
  output: z.strictObject({
    boards: z.array(z.strictObject({ board: ofBoard, level: followLevel })),
    tags: z.array(z.strictObject({ tag: tag.pick({ id: true, name: true }), level: followLevel })),
    muted: z.strictObject({ threads: z.array(ofThread), people: z.array(byline) }),
    followed: z.array(z.strictObject({ thread: ofThread, board: ofBoard, reason: followReason, at })),
    /** The row to go on after; null at the end. */
    next: z.strictObject({ at, id: threadId }).nullable(),
  }),
});
