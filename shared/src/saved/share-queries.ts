import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { query } from '../kernel/query.ts';
import { entryId, entryRow } from '../library/entity.ts';
import { group, savedListId, sharedAddress } from './entity.ts';

const said = { title: z.string(), intro: z.string(), by: byline };

export const getShared = query('saved.shared', {
  about: 'A list that somebody shares with one, with those of its entries that one may read, the latest first.',
  input: z.strictObject({
    list: sharedAddress,
    /** The last one that one has. */
    after: entryId.optional(),
  }),
  output: z.strictObject({
    ...said,
    /** Null where it is shared by its link. */
    group: group.nullable(),
    isOwn: z.boolean(),
    entries: z.array(entryRow),
    more: z.boolean(),
  }),
});

export const listShared = query('saved.for-groups', {
  about: 'The lists that others share with groups one is in, the latest first.',
  input: z.strictObject({}),
  output: z.strictObject({ lists: z.array(z.strictObject({ id: savedListId, title: z.string(), by: byline, group })) }),
});

export const listReported = query('saved.reported', {
  about: 'Shared lists that were reported and nobody has decided about yet, the longest waiting first. For moderators.',
  input: z.strictObject({}),
  output: z.strictObject({
    lists: z.array(
      z.strictObject({
        ...{ id: savedListId, ...said, isOwn: z.boolean() },
        /** What was said, without who did; of what is one’s own nothing. */
        reports: z.array(z.strictObject({ words: z.string(), at: z.iso.datetime() })),
      }),
    ),
  }),
});
