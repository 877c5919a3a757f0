import { z } from 'zod';
import { board, boardId } from '../boards/entity.ts';
import { position } from '../kernel/protocol.ts';
import { query } from '../kernel/query.ts';
import { thread, threadId } from '../threads/entity.ts';
import { askedTags, tag, tagId } from './entity.ts';

export const listTags = query('tag.list', {
  about: 'All tags there are, with those that are retired and those that were merged into another.',
  input: z.strictObject({}),
  output: z.strictObject({ tags: z.array(tag), position }),
});

export const getTag = query('tag.get', {
  about:
    'A tag and a page of the threads that have it, of all boards one may read, the latest post first. Of one that was merged, the tag in its place. `before` is the last row one has.',
  input: z.strictObject({
    tagId,
    before: z.strictObject({ at: z.iso.datetime(), id: threadId }).optional(),
  }),
  output: z.strictObject({
    tag,
    rows: z.array(z.strictObject({ thread, board: board.pick({ id: true, name: true }) })),
    more: z.boolean(),
  }),
});

export const getAskedTags = query('tag.asked', {
  about:
    'Of which tags a thread on a board needs one, as they are called and merged now; any where none is named, null where none is asked for. For its readers.',
  input: z.strictObject({ boardId }),
  output: z.strictObject({ asked: askedTags.nullable() }),
});
