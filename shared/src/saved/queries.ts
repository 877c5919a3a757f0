import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { entryId, entryRow } from '../library/entity.ts';
import { versionNo } from '../library/versions.ts';
import { group, savedListId, sharedAddress, sharedWith } from './entity.ts';

const at = z.iso.datetime();

export const listSaved = query('saved.list', {
  about:
    'The entries one has kept, or those in a list of one’s own, the latest first. Of one that one may not read any more, no more than that there was one.',
  input: z.strictObject({ listId: savedListId.optional(), after: z.strictObject({ at, id: entryId }).optional() }),
  output: z.strictObject({
    rows: z.array(
      z.strictObject({
        id: entryId,
        /** Null where one may not read it any more. */
        entry: entryRow.nullable(),
        note: z.string(),
        at,
        /** Of one’s own, those it stands in. */
        lists: z.array(savedListId),
        /** The newest version, where one has not looked at it since one kept the entry; small fixes are none. */
        newer: z.strictObject({ no: versionNo, what: z.string() }).nullable(),
      }),
    ),
    more: z.boolean(),
  }),
});

export const isSaved = query('saved.of', {
  about:
    'One’s own note on an entry that one has kept, the newest version that one has not seen yet, or null, and in which of one’s lists it stands. Null for strangers.',
  input: z.strictObject({ entryId }),
  output: z.strictObject({
    note: z.string().nullable(),
    newer: versionNo.nullable(),
    lists: z.array(z.strictObject({ id: savedListId, name: z.string(), isIn: z.boolean() })),
  }),
});

export const ownLists = query('saved.lists', {
  about: 'One’s own lists by their names, and how many entries one has kept in each, and in all.',
  input: z.strictObject({}),
  output: z.strictObject({
    lists: z.array(
      z.strictObject({
        ...{ id: savedListId, name: z.string(), entries: z.int().nonnegative() },
        /** How it is shared; null where it is one’s own alone. */
        share: z
          .strictObject({
            ...{ with: sharedWith, address: sharedAddress, title: z.string(), intro: z.string() },
            /** Null where it is shared by its link, and where one is in that group no more: then nobody reads it. */
            group: group.nullable(),
          })
          .nullable(),
        /** Why moderators have stopped it; null where they have not. */
        stopped: z.strictObject({ reply: z.string(), at: z.iso.datetime() }).nullable(),
      }),
    ),
    entries: z.int().nonnegative(),
  }),
});
