import { z } from 'zod';
import { reads } from '../kernel/budgets.ts';
import { position } from '../kernel/protocol.ts';
import { query } from '../kernel/query.ts';
import { takingAlong } from './budgets.ts';
import { closedEntry, entry, entryCard, entryId, entryRow, libraryOrder } from './entity.ts';
import { facet, facetChoice, facetCounts } from './facets.ts';
import { turn } from './commands.ts';
import { libraryLimits } from './limits.ts';
import { versionTurn } from './version-commands.ts';
import { entryVersions, versionNo } from './versions.ts';
import { exportedEntry } from './export.ts';
import { fromPost, takenFrom } from './taking.ts';
import { entryUse } from './uses.ts';

/** The last entry one has. */
const last = z.strictObject({ at: z.iso.datetime(), id: entryId });
const after = last.optional();
/** With what was counted of it then, since that moves on. */
const lastCounted = last.extend({ count: z.int().nonnegative().optional() });
const page = { entries: z.array(entryRow), more: z.boolean() };

export const listLibrary = query('library.list', {
  about:
    'The published entries one may read, the newest first or in another order: all, or those that have one of the chosen values in every facet where some are chosen, and these words in their title. Counts are of what one may read oneself.',
  input: z.strictObject({
    ...facetChoice,
    /** Parts of words, in any order, whatever their case and accents. */
    title: z.string().max(libraryLimits.title).optional(),
    by: libraryOrder.optional(),
    after: lastCounted.optional(),
  }),
  output: z.strictObject({
    ...page,
    /** Where the next page begins; null after the last. */
    next: lastCounted.nullable(),
    total: z.int().nonnegative(),
    facets: facetCounts,
    /** How many there would be without what was chosen in one facet; asked where there are none with it. */
    without: z.array(z.strictObject({ facet, count: z.int().positive() })),
    /** The event that last changed what one may read of it; 0 for none. */
    rev: z.int().nonnegative(),
    position,
  }),
});

export const relatedEntries = query('library.related', {
  about:
    'Up to four published entries one may read that are most like another one: by topics, practice areas, grades and kind.',
  input: z.strictObject({ entryId }),
  output: z.strictObject({ entries: z.array(entryRow) }),
});

export const cardsOfEntries = query('library.cards', {
  about:
    'What one may see of entries that others name, as cards, in the order in which they are asked for; of those that one may not read nothing, whatever the reason.',
  input: z.strictObject({ ids: z.array(entryId).min(1).max(libraryLimits.cards) }),
  output: z.strictObject({ cards: z.array(entryCard) }),
});

export const getEntry = query('library.entry', {
  about:
    'An entry, and what one may do with it. What is not published is there for its owner and for curators; of what was published and is hidden or removed others learn no more than that.',
  privileged: true,
  input: z.strictObject({
    entryId,
    /** One that was current once; without it the current one. */
    version: versionNo.optional(),
  }),
  output: z.strictObject({
    entry: entry.nullable(),
    closed: closedEntry.nullable(),
    may: z.strictObject({
      change: z.boolean(),
      turns: z.array(turn),
      /** Whether one may send a new version, and have it current at once where it is a small fix. */
      renew: z.boolean(),
      fix: z.boolean(),
      versions: z.array(versionTurn),
    }),
    /** Null where it was never published. */
    versions: entryVersions.nullable(),
    position,
  }),
});

export const listUses = query('library.uses', {
  about:
    'Where an entry is used, of what one may see, and what may become of each once it is archived. For whoever may archive it.',
  input: z.strictObject({ entryId }),
  output: z.strictObject({ uses: z.array(entryUse) }),
});

export const ownEntries = query('library.mine', {
  about: 'The entries one has begun, in whatever state, the latest change first. Empty for strangers.',
  input: z.strictObject({ after }),
  output: z.strictObject(page),
});

export const libraryQueue = query('library.queue', {
  about: 'What was sent to the library and waits for a curator, the longest waiting first, and how much there is.',
  input: z.strictObject({ after }),
  output: z.strictObject({ ...page, waiting: z.int().nonnegative() }),
});

export const waitingVersions = query('library.renewed', {
  about: 'The entries of which a new version waits for a curator, the longest waiting first.',
  input: z.strictObject({ after }),
  output: z.strictObject(page),
});

export const dueEntries = query('library.due', {
  about:
    'Curators: the published entries of which it is time to look whether they are still true, whose owner has left or has not answered for thirty days; the longest due first.',
  input: z.strictObject({ after }),
  output: z.strictObject(page),
});

export const postForLibrary = query('library.from-post', {
  about: 'What stands below a post, for whoever would put it into the library.',
  input: fromPost,
  output: takenFrom,
});

export const exportLibrary = query('library.export', {
  about: 'The published entries one may read with all that is written of them, by their ids, five hundred at a time.',
  input: z.strictObject({ after: entryId.optional() }),
  /** Where the next page begins; null after the last. */
  output: z.strictObject({ entries: z.array(exportedEntry), next: entryId.nullable() }),
  counts: [reads, takingAlong],
});

export const exportAll = query('library.export-all', {
  about: 'Admins: every entry there is, in whatever state, five hundred at a time.',
  privileged: true,
  input: z.strictObject({ after: entryId.optional() }),
  output: z.strictObject({ entries: z.array(exportedEntry), next: entryId.nullable() }),
  counts: [reads, takingAlong],
});
