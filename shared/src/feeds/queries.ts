import { z } from 'zod';
import { boardId } from '../boards/entity.ts';
import { query } from '../kernel/query.ts';
import { tagId } from '../tags/entity.ts';
import { threadId } from '../threads/entity.ts';
import { feed, feedKey } from './entity.ts';

const key = feedKey.optional();

export const feedOfAll = query('feed.all', {
  about: 'The latest threads of all boards, with their first posts: as a stranger sees them, or as whoever made `key`.',
  input: z.strictObject({ key }),
  output: feed,
});

export const feedOfBoard = query('feed.board', {
  about: 'The latest threads of a board, with their first posts: as a stranger sees them, or as whoever made `key`.',
  input: z.strictObject({ boardId, key }),
  output: feed,
});

export const feedOfTag = query('feed.tag', {
  about:
    'The latest threads with a tag, with their first posts: of the boards a stranger may read, or whoever made `key`.',
  input: z.strictObject({ tagId, key }),
  output: feed,
});

export const feedOfThread = query('feed.thread', {
  about: 'The latest posts of a thread: as a stranger sees them, or as whoever made `key`.',
  input: z.strictObject({ threadId, key }),
  output: feed,
});

export const getFeedKey = query('feed.key', {
  about: 'The key of one’s own feeds, or null.',
  input: z.strictObject({}),
  output: z.strictObject({ key: feedKey.nullable() }),
});

export const listSiteMap = query('feed.site-map', {
  about: 'The boards that everybody may read, and in how many parts their threads are listed.',
  input: z.strictObject({}),
  output: z.array(z.strictObject({ boardId, parts: z.int().positive() })),
});

export const getSiteMapPart = query('feed.site-map-part', {
  about: 'The threads of one part of a board that everybody may read, with the time of their last post.',
  input: z.strictObject({ boardId, part: z.int().positive().max(100_000) }),
  output: z.array(z.strictObject({ threadId, title: z.string(), lastPostAt: z.iso.datetime() })),
});
