import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { entryCounts } from '../entry-counts/entity.ts';
import { attachedFile, attachedPicture, fileId, picture, postedFile } from '../files/entity.ts';
import { fileHint } from '../files/hints.ts';
import { fileLimits } from '../files/limits.ts';
import { groupId, hexId } from '../kernel/ids.ts';
import { position } from '../kernel/protocol.ts';
import { line, words } from '../kernel/words.ts';
import { entryFacets } from './facets.ts';
import { entryKind, partLanguage } from './kinds.ts';
import { libraryLimits } from './limits.ts';
import { shownFrom } from './taking.ts';

export { entryKind, partLanguage, type EntryKind, type PartLanguage } from './kinds.ts';

export const entryId = hexId.brand('EntryId');
export type EntryId = z.infer<typeof entryId>;

/** `changes`: a curator asks for some. See `state.ts`. */
export const entryState = z.enum([
  ...(['draft', 'submitted', 'changes', 'declined', 'published', 'hidden', 'archived', 'removed'] as const),
]);
export type EntryState = z.infer<typeof entryState>;

/** What others may do with it: the six of Creative Commons, public domain, use for teaching, or ask. */
export const licence = z.enum([
  ...(['by', 'by-sa', 'by-nc', 'by-nc-sa', 'by-nd', 'by-nc-nd', 'public-domain', 'educational', 'ask-owner'] as const),
]);
export type Licence = z.infer<typeof licence>;

/** In which order the list stands: by when they were published, at how many schools they were tried, how many said thanks. */
export const libraryOrder = z.enum(['newest', 'tried', 'thanked']);
export type LibraryOrder = z.infer<typeof libraryOrder>;

export const entryAudience = z.enum(['everyone', 'members', 'groups']);
export type EntryAudience = z.infer<typeof entryAudience>;

/** Captions of a film or recording: WebVTT, uploaded before. */
const captions = z.strictObject({ fileId, language: partLanguage });
export type Captions = z.infer<typeof captions>;

/** A file or link as it is given: files and pictures were uploaded before. */
const givenPart = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    ...attachedFile.shape,
    language: partLanguage,
    captions: z.array(captions).max(fileLimits.captionsEach).optional(),
  }),
  z.strictObject({ kind: z.literal('picture'), ...attachedPicture.shape, language: partLanguage }),
  z.strictObject({
    kind: z.literal('link'),
    url: z.string().trim().min(1).max(libraryLimits.url),
    title: line(libraryLimits.partTitle, 0),
    language: partLanguage,
  }),
]);
export type GivenPart = z.infer<typeof givenPart>;

/** What its owner says of an entry. All but the kind and the title may come later. */
export const entryWords = {
  kind: entryKind,
  title: line(libraryLimits.title),
  /** Markdown, as in posts. */
  summary: words(libraryLimits.summary, 0),
  parts: z.array(givenPart).max(libraryLimits.parts),
  audience: entryAudience,
  /** For whom it is, where it is for groups. */
  groups: z.array(groupId).max(libraryLimits.groups),
  licence: licence.nullable(),
  /** Who else made it, as they want to be named. */
  credit: line(libraryLimits.credit, 0),
  /** “I may share this.” */
  mayShare: z.boolean(),
  /** Where it is missing, what is there stays. */
  facets: entryFacets.optional(),
  /** A picture that stands for it, uploaded before; null for none. Where it is missing, what is there stays. */
  cover: attachedPicture.nullable().optional(),
};

/** A file or link as it stands; each opens, or it would not be here. */
export const entryPart = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    ...postedFile.omit({ kind: true }).shape,
    type: postedFile.shape.kind,
    language: partLanguage,
    /** Of a film or of sound; absent where there are none. */
    captions: z.array(captions).optional(),
  }),
  z.strictObject({ kind: z.literal('picture'), ...picture.shape, language: partLanguage }),
  z.strictObject({ kind: z.literal('link'), url: z.string(), title: z.string(), language: partLanguage }),
]);
export type EntryPart = z.infer<typeof entryPart>;

/** An entry as a list has it. */
export const entryRow = z.strictObject({
  id: entryId,
  kind: entryKind,
  title: z.string(),
  /** The first words of its summary, without markup. */
  excerpt: z.string(),
  /** Of its files and links. */
  languages: z.array(partLanguage),
  /** A picture that stands for it: the one that was chosen, or else the first of its pictures. Null where it has none. */
  cover: fileId.nullable(),
  /** Null once they have left. */
  by: byline.nullable(),
  state: entryState,
  /** When it came to the state it is in, or was published: what the list is sorted by. */
  at: z.iso.datetime(),
  /** What others make of it; absent where nobody has said anything, and where it is not published. */
  counts: entryCounts.optional(),
});
export type EntryRow = z.infer<typeof entryRow>;

/** The entry to be used instead. */
const successor = z.strictObject({ id: entryId, title: z.string() });

/** What stands in the place of a link to it. */
export const entryCard = z.strictObject({
  id: entryId,
  /** Null where its reader may not read it. */
  row: entryRow.omit({ id: true, by: true, at: true }).nullable(),
  /** How far it is; null where there is nothing to follow. */
  position: position.nullable(),
});
export type EntryCard = z.infer<typeof entryCard>;

/** What its owner and curators see besides. */
const kept = z.strictObject({
  /** As its owner writes it. */
  summary: z.string(),
  groups: z.array(z.strictObject({ id: groupId, name: z.string() })),
  mayShare: z.boolean(),
  /** When it is to be looked at again; null where that was never said. */
  reviewAt: z.iso.datetime().nullable(),
  /** Who decided last; null where nobody has, and once they have left. */
  decidedBy: byline.nullable(),
  publishedBy: byline.nullable(),
  /** Who asked its owner to give it; null where nobody did. */
  suggestedBy: byline.nullable(),
  /** What could be mended in its files; those in which there is nothing are left out. */
  hints: z.array(z.strictObject({ fileId, hints: z.array(fileHint) })),
  /** Who is asked whether they may be named, and has not said. */
  asking: z.array(byline),
});

export const entry = z.strictObject({
  ...entryRow.omit({ excerpt: true, counts: true }).shape,
  /** Safe to show as it is: rendered and cleaned on the server. */
  summary: z.string(),
  parts: z.array(entryPart),
  audience: entryAudience,
  licence: licence.nullable(),
  credit: z.string(),
  facets: entryFacets,
  /** The picture that was chosen to stand for it, with what it shows. */
  ownCover: picture.nullable(),
  /** Of what was made of a practice note: who contributed, and wants to be named. */
  named: z.array(byline),
  publishedAt: z.iso.datetime().nullable(),
  /** When somebody last looked whether it holds: as it was published, got a version, or was called still true. */
  checkedAt: z.iso.datetime().nullable(),
  /** Whether it is time to look again. */
  isDue: z.boolean(),
  /** Whether nobody but its owner has looked at it. */
  isUnreviewed: z.boolean(),
  /** Of the last decision; empty where there is none, and for those who read a published entry. */
  reason: z.string(),
  rev: z.int().positive(),
  /** The post its files stand below; null where it has none, and for whoever may not read it. */
  from: shownFrom.nullable(),
  /** Of what is archived; null where it has none, and for whoever may not read that one. */
  successor: successor.nullable(),
  /** Null for whoever only reads. */
  kept: kept.nullable(),
});
export type Entry = z.infer<typeof entry>;

/** What stands in the place of an entry that one could read before. */
export const closedEntry = z.strictObject({
  /** `hidden`: it is being looked at. `removed`: for good. */
  state: entryState.extract(['hidden', 'removed']),
  /** Of what was removed. */
  reason: z.string(),
  at: z.iso.datetime(),
  /** Of what was removed; null where it has none, and for whoever may not read that one. */
  successor: successor.nullable(),
});
export type ClosedEntry = z.infer<typeof closedEntry>;
