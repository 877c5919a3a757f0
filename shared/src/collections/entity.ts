import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { fileId } from '../files/entity.ts';
import { groupId, hexId } from '../kernel/ids.ts';
import { line, words } from '../kernel/words.ts';
import { entryAudience, entryId, entryKind, entryRow } from '../library/entity.ts';
import { libraryLimits } from '../library/limits.ts';
import { collectionLimits } from './limits.ts';

export const collectionId = hexId.brand('CollectionId');
export type CollectionId = z.infer<typeof collectionId>;

/** `draft`: curators alone see it. `removed`: nothing of it is left. */
export const collectionState = z.enum(['draft', 'published', 'removed']);
export type CollectionState = z.infer<typeof collectionState>;

/** What becomes of it. */
export const collectionTurn = z.enum(['publish', 'withdraw', 'remove']);
export type CollectionTurn = z.infer<typeof collectionTurn>;

/** What stands in a collection, in its order: an entry with a note, or a heading over all that follows up to the next one. */
const givenRow = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('entry'), entryId, note: words(collectionLimits.note, 0) }),
  z.strictObject({ kind: z.literal('heading'), text: line(collectionLimits.heading) }),
]);
export type GivenRow = z.infer<typeof givenRow>;

/** What curators say of a collection. */
export const collectionWords = {
  title: line(collectionLimits.title),
  /** Markdown, as in posts. */
  intro: words(collectionLimits.intro, 0),
  /** An entry stands in it once. */
  rows: z.array(givenRow).max(collectionLimits.rows),
  audience: entryAudience,
  /** For whom it is, where it is for groups. */
  groups: z.array(groupId).max(libraryLimits.groups),
};

const head = {
  id: collectionId,
  title: z.string(),
  /** Whoever began it; null once they have left. */
  by: byline.nullable(),
  state: collectionState,
  /** When it was begun or published. */
  at: z.iso.datetime(),
};

/** A collection as a list has it. */
export const collectionCard = z.strictObject({
  ...head,
  /** The first words of its introduction, without markup. */
  excerpt: z.string(),
  /** How many there are for the reader. */
  entries: z.int().nonnegative(),
  /** Of the first entry that the reader sees: a picture it has, and what it is. */
  cover: z.strictObject({ picture: fileId.nullable(), kind: entryKind }).nullable(),
});
export type CollectionCard = z.infer<typeof collectionCard>;

/** A row as the reader sees it. */
export const collectionRow = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('entry'), entry: entryRow, note: z.string() }),
  z.strictObject({ kind: z.literal('heading'), text: z.string() }),
]);
export type CollectionRow = z.infer<typeof collectionRow>;

export const collection = z.strictObject({
  ...head,
  /** Safe to show as it is: rendered and cleaned on the server. */
  intro: z.string(),
  audience: entryAudience,
  rows: z.array(collectionRow),
  rev: z.int().positive(),
  /** What curators see besides; null for others. */
  kept: z
    .strictObject({
      /** As it is written. */
      intro: z.string(),
      groups: z.array(z.strictObject({ id: groupId, name: z.string() })),
    })
    .nullable(),
});
export type Collection = z.infer<typeof collection>;
