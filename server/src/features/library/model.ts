import type { Byline } from '@hearth/shared/accounts/entity';
import type { FileKind } from '@hearth/shared/files/kinds';
import type { GroupId } from '@hearth/shared/kernel/ids';
import type { EntryAudience, EntryKind, EntryState, Licence, PartLanguage } from '@hearth/shared/library/entity';
import type { EntryFacets } from '@hearth/shared/library/facets';
import type { NamingAnswer } from '@hearth/shared/library/naming';
import type { EntryNews } from '@hearth/shared/library/news';
import type { FromPost } from '@hearth/shared/library/taking';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

interface AnyPart {
  readonly language: PartLanguage;
}

export type FilePart = AnyPart & {
  readonly kind: 'file';
  readonly fileId: string;
  readonly name: string;
  readonly type: FileKind;
  /** Bytes. */
  readonly size: number;
  /** Of a film or recording. */
  readonly captions?: readonly CaptionsRecord[];
};
export interface CaptionsRecord extends AnyPart {
  readonly fileId: string;
}
export type PicturePart = AnyPart & {
  readonly kind: 'picture';
  readonly fileId: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
};
export type LinkPart = AnyPart & { readonly kind: 'link'; readonly url: string; readonly title: string };
export type PartRecord = FilePart | PicturePart | LinkPart;

/** A picture that was chosen to stand for it. */
export type CoverRecord = Omit<PicturePart, 'kind' | 'language'>;

export interface VersionRecord {
  readonly no: number;
  /** When it became the current one; of one that waits, when it was sent. */
  readonly at: Date;
  readonly what: string;
  /** Whose it is; null once they have left. */
  readonly by: Byline | null;
  readonly isSmall: boolean;
  /** The one whose files it has again. */
  readonly again: number | null;
}

/** One that is not the current one holds its own files; those of the current one are the entry's. */
export interface OtherVersion extends VersionRecord {
  readonly parts: readonly PartRecord[];
}

export interface VersionsRecord {
  /** The highest number that was given, also to one that never was current: none is given twice. */
  readonly last: number;
  readonly current: VersionRecord;
  /** Those before, in their order. */
  readonly past: readonly OtherVersion[];
  readonly proposed: OtherVersion | null;
}

/** Somebody who contributed, and what they say of being named. */
export interface AskedRecord {
  /** Null once they have left. */
  readonly by: Byline | null;
  readonly answer: NamingAnswer;
}

/** The practice note that an entry was made of. */
export interface NoteRecord {
  readonly threadId: string;
  readonly language: PartLanguage;
  readonly asked: readonly AskedRecord[];
  /** The posts whose words may be in it. Missing in those that are older than it. */
  readonly nos?: readonly number[];
}

export interface EntryRecord extends Aggregate {
  readonly _id: string;
  readonly kind: EntryKind;
  readonly title: string;
  /** As it was written, and rendered once. */
  readonly summary: { readonly text: string; readonly html: string };
  readonly parts: readonly PartRecord[];
  /** Of its parts, each once: what the list is asked by. */
  readonly languages: readonly PartLanguage[];
  readonly audience: EntryAudience;
  readonly groups: readonly GroupId[];
  /** For whom it is; see `circlesFor`. */
  readonly circles: readonly string[];
  readonly licence: Licence | null;
  readonly credit: string;
  readonly mayShare: boolean;
  /** Missing in those that are older than it. */
  readonly facets?: EntryFacets;
  readonly cover?: CoverRecord | null;
  readonly state: EntryState;
  readonly reason: string;
  /** Whose it is; null once they have left. */
  readonly by: Byline | null;
  readonly decidedBy: Byline | null;
  readonly publishedBy: Byline | null;
  /** Whether nobody but its owner has looked at it. */
  readonly isUnreviewed: boolean;
  readonly publishedAt: Date | null;
  /** Absent until there is a second version; see `versionsOf`. */
  readonly versions?: VersionsRecord | null;
  /** What of it its owner was told last, where that is not its state. */
  readonly news?: EntryNews | null;
  /** Of its last turn, and of what its owner changed since. */
  readonly at: Date;
  /** When somebody last looked whether it holds, and when it is to be looked at again. Missing in those that are older than that. */
  readonly checkedAt?: Date | null;
  readonly reviewAt?: Date | null;
  /** The post its files stand below; those from before there were any have none. */
  readonly from?: FromPost | null;
  /** Where it was made of one. */
  readonly note?: NoteRecord | null;
  /** Who asked its owner to give it. */
  readonly suggestedBy?: Byline | null;
  /** The one to be used instead, of what is archived or was removed. */
  readonly successor?: string | null;
  /** By which what came in a table is known again. */
  readonly imported?: { readonly key: string } | null;
}

/** What is kept of an entry for finding it. */
export type FoundRecord = Pick<
  EntryRecord,
  '_id' | 'kind' | 'title' | 'languages' | 'circles' | 'facets' | 'state' | 'publishedAt'
> & {
  /** When the store last wrote it, by its own clock. */
  readonly keptAt: Date;
};

const text = { type: String, required: true } as const;
const words = { type: String, default: '' } as const;
const mixed = { type: Schema.Types.Mixed, default: null } as const;
const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;

const entrySchema = new Schema<EntryRecord & Partial<Pick<FoundRecord, 'keptAt'>>>(
  {
    _id: text,
    kind: text,
    title: words,
    summary: { type: Schema.Types.Mixed, required: true },
    parts: { type: Schema.Types.Mixed, required: true },
    languages: { type: [String], required: true },
    audience: text,
    groups: { type: [String], required: true },
    circles: { type: [String], required: true },
    licence: { type: String, default: null },
    credit: words,
    mayShare: { type: Boolean, required: true },
    facets: { type: Schema.Types.Mixed },
    state: text,
    reason: words,
    by: mixed,
    decidedBy: mixed,
    publishedBy: mixed,
    isUnreviewed: { type: Boolean, required: true },
    publishedAt: { type: Date, default: null },
    versions: Schema.Types.Mixed,
    news: Schema.Types.Mixed,
    at: { type: Date, required: true },
    // No part of what an event says.
    keptAt: { type: Date, select: false },
    from: mixed,
    suggestedBy: mixed,
    // Of most there is none, and the event says nothing of it.
    imported: Schema.Types.Mixed,
    successor: Schema.Types.Mixed,
    cover: Schema.Types.Mixed,
    note: Schema.Types.Mixed,
    checkedAt: Date,
    reviewAt: Date,
    seq: { type: Number, required: true },
    mark: text,
  },
  { ...options, collection: 'entries' },
);
// What has changed since the index of the library was read.
entrySchema.index({ keptAt: 1 });
// What waits for a curator; and what is published, to be read whole.
entrySchema.index({ state: 1, at: 1, _id: 1 });
// What somebody has given; and what they decided, for export and erasure.
entrySchema.index({ 'by.personId': 1, at: -1, _id: 1 });
entrySchema.index({ 'decidedBy.personId': 1 });
entrySchema.index({ 'publishedBy.personId': 1 });
for (const one of ['current', 'past', 'proposed'])
  entrySchema.index({ [`versions.${one}.by.personId`]: 1 }, { sparse: true });
// Versions that wait.
entrySchema.index({ state: 1, 'versions.proposed.at': 1, _id: 1 });
entrySchema.index({ 'suggestedBy.personId': 1 });
entrySchema.index({ 'imported.key': 1 });
entrySchema.index({ 'note.asked.by.personId': 1 }, { sparse: true });
// What was made of notes.
entrySchema.index({ 'note.threadId': 1 }, { sparse: true });
// What is to be looked at again.
entrySchema.index({ state: 1, reviewAt: 1, _id: 1 });
// What leads to an entry.
entrySchema.index({ successor: 1 }, { sparse: true });

/** How far the list has come. */
export interface ListRecord extends Aggregate {
  readonly _id: string;
  /** The last event that told of an entry for everyone, for members, for groups; 0 for none. */
  readonly told: Readonly<Record<EntryAudience, number>>;
}

const listSchema = new Schema<ListRecord>(
  { _id: text, told: { type: Schema.Types.Mixed, required: true }, seq: { type: Number, required: true }, mark: text },
  { ...options, collection: 'librarylists' },
);

export const EntryModel = model('LibraryEntry', entrySchema);
export const ListModel = model('LibraryList', listSchema);
