import type { Byline, Language } from '@hearth/shared/accounts/entity';
import type { IdeaState } from '@hearth/shared/ideas/entity';
import type { PollDraft } from '@hearth/shared/polls/entity';
import type { Card } from '@hearth/shared/previews/entity';
import type { Note } from '@hearth/shared/threads/note';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';
import type { AliasRecord } from '../anonymous/access.ts';
import type { AttachedFileRecord, AttachedRecord } from '../files/access.ts';

/** See `answer.ts` in this folder. */
export interface AnswerRecord {
  readonly no: number;
  readonly by: Byline | null;
  readonly alias?: AliasRecord;
  readonly markedBy: Byline | null;
  readonly markedAs?: AliasRecord;
  readonly at: Date;
}

/** Who locked it, when and why. */
export interface LockRecord {
  readonly by: Byline | null;
  readonly reason: string;
  readonly at: Date;
}

export interface ThreadRecord extends Aggregate {
  readonly _id: string;
  readonly boardId: string;
  readonly title: string;
  readonly language: Language;
  readonly by: Byline | null;
  readonly alias?: AliasRecord;
  readonly startedAt: Date;
  readonly lastNo: number;
  readonly lastPostAt: Date;
  readonly excerpt: string;
  /** What was accepted, also while it is deleted. Threads from before there were any have none. */
  readonly answer?: AnswerRecord | null;
  /** Its number while people see it. */
  readonly answerNo?: number | null;
  /** How many of its numbers are notes, and the last that is none; threads without notes have neither. */
  readonly notes?: number;
  readonly lastPostNo?: number;
  readonly lock?: LockRecord | null;
  readonly slowMinutes?: number;
  /** When it last came to another board. */
  readonly movedAt?: Date;
  /** While it stands nowhere, the board that it stands on again afterwards; see `withholding.ts` and `emptying.ts`. */
  readonly withheldFrom?: string | null;
  /** It stands nowhere because nothing is left to read in it, and for no other reason. */
  readonly isEmptied?: boolean;
  /** Stands on top of its board, until then. */
  readonly pin?: 1 | null;
  readonly pinnedUntil?: Date | null;
  /** Stands on the front page, until then; and since when it is meant to. */
  readonly featuredUntil?: Date | null;
  readonly featuredAt?: Date | null;
  /** Threads from before there were any have none. */
  readonly tags?: readonly string[];
  /** Posts that are on their way to another thread. */
  readonly going?: GoingRecord | null;
  /** The thread that all its posts went to, for good. */
  readonly mergedInto?: string;
  /** The threads that posts came from, the latest last. */
  readonly tookFrom?: readonly string[];
  /** Whether there is a practice note of it that all its readers may read. */
  readonly noted?: boolean;
  /** Of an idea; null where all were taken back. */
  readonly votes?: number | null;
  readonly ideaState?: IdeaState | null;
}

/** What a moderator decided is to go, frozen with that decision; see `features/moderating/carrying.ts`. */
export interface GoingRecord {
  readonly to: string;
  /** Those posts; null for all before the note. */
  readonly nos: readonly number[] | null;
  /** The note that tells of it, by whoever decided it. */
  readonly note: number;
  /** How many they are. */
  readonly posts: number;
  /** Of the thread that is to be begun with them. */
  readonly begins: { readonly boardId: string; readonly title: string } | null;
}

export interface PostRecord {
  readonly threadId: string;
  readonly no: number;
  readonly key: string;
  readonly by: Byline | null;
  readonly alias?: AliasRecord;
  readonly at: Date;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
  /** Who deleted it: its author, who may bring it back, or a moderator; or that it was reported. Moderators bring back whatever. See `authorship.ts`. */
  readonly deletedBy: string | null;
  /** Its author had deleted it before a moderator did: no decision that is taken back brings it back. */
  readonly authorDeleted?: true;
  readonly text: string;
  /** Rendered once, when it was written. */
  readonly html: string;
  /** Posts from before there were any have none. */
  readonly pictures?: readonly AttachedRecord[];
  readonly files?: readonly AttachedFileRecord[];
  /** As it was written first; what became of it is the polls’ own. */
  readonly poll?: PollInPost | null;
  /** Posts without links, and those from before there were any cards, have none. */
  readonly cards?: readonly CardRecord[];
  /** The number of the post it answers. */
  readonly inReplyTo?: number;
  /** It is a note: its text is the reason, if there is one. */
  readonly note?: NoteRecord;
  /** Nothing is left of what was deleted. */
  readonly purged?: PurgeRecord;
  readonly rev: number;
}

/** Who destroyed what a post said, when and why. */
export interface PurgeRecord {
  readonly by: Byline | null;
  readonly reason: string;
  readonly at: Date;
}

/** A poll and the id it was given. */
export interface PollInPost extends PollDraft {
  readonly id: string;
}

/** The card of a link. One that somebody took away says so, so that it does not come back. */
export interface CardRecord extends Card {
  /** A file of ours, which whoever reads the post may see. */
  readonly picture: { readonly fileId: string; readonly width: number; readonly height: number } | null;
  /** Of an entry of our own library: what is said of it depends on who reads, so nothing of it is kept here. */
  readonly entryId?: string;
  readonly isRemoved?: true;
}

/** What happened, without the reason. */
export type NoteRecord =
  | Exclude<Note, { kind: 'locked' | 'went' | 'idea' | 'purged' }>
  | { readonly kind: 'locked' }
  | { readonly kind: 'idea'; readonly state: IdeaState | null }
  | ({ readonly kind: 'went' } & WentRecord);

/** Where a post went. */
export interface WentRecord {
  readonly to: string;
  readonly no: number;
  /** The number of the event that brought it there, and of the one whose words those were here. */
  readonly rev: number;
  readonly was: number;
}

/** How far somebody has read in a thread. */
export interface ReadRecord {
  readonly personId: string;
  readonly threadId: string;
  readonly no: number;
  /** How often it was made unread again; see `markOf`. */
  readonly turn?: number;
}

const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;

const threadSchema = new Schema<ThreadRecord>(
  {
    _id: { type: String, required: true },
    boardId: { type: String, required: true },
    title: { type: String, required: true },
    language: { type: String, required: true },
    by: { type: Schema.Types.Mixed, default: null },
    alias: Schema.Types.Mixed,
    startedAt: { type: Date, required: true },
    lastNo: { type: Number, required: true },
    lastPostAt: { type: Date, required: true },
    excerpt: { type: String, default: '' },
    answer: Schema.Types.Mixed,
    answerNo: Number,
    notes: Number,
    lastPostNo: Number,
    lock: Schema.Types.Mixed,
    slowMinutes: Number,
    movedAt: Date,
    withheldFrom: String,
    isEmptied: Boolean,
    pin: Number,
    pinnedUntil: Date,
    featuredUntil: Date,
    featuredAt: Date,
    tags: { type: [String], default: undefined },
    going: Schema.Types.Mixed,
    mergedInto: String,
    tookFrom: { type: [String], default: undefined },
    noted: { type: Boolean },
    votes: Number,
    ideaState: String,
    seq: { type: Number, required: true },
    mark: { type: String, required: true },
  },
  { ...options, collection: 'threads' },
);
// A board's page: the latest post first.
threadSchema.index({ boardId: 1, lastPostAt: -1, _id: 1 });
// What has moved on since somebody looked, wherever it stands.
export const IN_ORDER = { lastPostAt: -1, _id: 1 } as const;
threadSchema.index(IN_ORDER);
// Few are ever moved: whoever has one unread learns where it stands now.
threadSchema.index({ movedAt: 1 }, { sparse: true });
// What stands on top of it.
threadSchema.index({ boardId: 1, pin: 1, lastPostAt: -1, _id: 1 }, { partialFilterExpression: { pin: 1 } });
// What stands on the front page, of all boards.
threadSchema.index({ featuredUntil: 1 }, { partialFilterExpression: { featuredUntil: { $gt: new Date(0) } } });
// The same of those that nobody has answered yet: where there is no number, it is null.
threadSchema.index({ boardId: 1, answerNo: 1, lastPostAt: -1, _id: 1 });
// Those with a tag, on a board or on all that somebody may read; and further down such a list of several boards.
const ofTagged = { partialFilterExpression: { tags: { $gt: '' } } };
threadSchema.index({ tags: 1, boardId: 1, lastPostAt: -1, _id: 1 }, ofTagged);
export const TAGGED_IN_ORDER = { tags: 1, lastPostAt: -1, _id: 1, boardId: 1 } as const;
threadSchema.index(TAGGED_IN_ORDER, ofTagged);
// Ideas by their votes; a reply moves nothing in it.
threadSchema.index({ boardId: 1, votes: -1, startedAt: -1, _id: 1 });
// Whose answers somebody accepted, for their export and their erasure.
threadSchema.index(
  { 'answer.markedBy.personId': 1 },
  { partialFilterExpression: { 'answer.markedBy.personId': { $gt: '' } } },
);

const postSchema = new Schema<PostRecord>(
  {
    threadId: { type: String, required: true },
    no: { type: Number, required: true },
    key: { type: String, required: true },
    by: { type: Schema.Types.Mixed, default: null },
    alias: Schema.Types.Mixed,
    at: { type: Date, required: true },
    editedAt: { type: Date, default: null },
    deletedAt: { type: Date, default: null },
    deletedBy: { type: String, default: null },
    authorDeleted: Boolean,
    text: { type: String, required: true },
    html: { type: String, required: true },
    pictures: Schema.Types.Mixed,
    files: Schema.Types.Mixed,
    poll: Schema.Types.Mixed,
    cards: Schema.Types.Mixed,
    inReplyTo: Number,
    note: Schema.Types.Mixed,
    purged: Schema.Types.Mixed,
    rev: { type: Number, required: true },
  },
  { ...options, collection: 'posts' },
);
// A page of a thread, and the link to post n.
postSchema.index({ threadId: 1, no: 1 }, { unique: true });
// What somebody wrote, the latest first, and the few they deleted: for their page, their export and their erasure.
postSchema.index({ 'by.personId': 1, at: -1 }, { partialFilterExpression: { 'by.personId': { $gt: '' } } });
// What somebody wrote under one alias.
postSchema.index({ 'alias.askerId': 1 }, { partialFilterExpression: { 'alias.askerId': { $gt: '' } } });
postSchema.index({ deletedBy: 1 }, { partialFilterExpression: { deletedBy: { $gt: '' } } });
// Where a post came from that went on in another thread.
postSchema.index({ 'note.to': 1, 'note.no': 1 }, { partialFilterExpression: { 'note.to': { $gt: '' } } });
// Where a poll stands.
postSchema.index({ 'poll.id': 1 }, { partialFilterExpression: { 'poll.id': { $gt: '' } } });

const readSchema = new Schema<ReadRecord>(
  {
    personId: { type: String, required: true },
    threadId: { type: String, required: true },
    no: { type: Number, required: true },
    turn: Number,
  },
  { ...options, collection: 'reads' },
);
readSchema.index({ personId: 1, threadId: 1 }, { unique: true });
// Who has read a thread, when its posts go elsewhere.
readSchema.index({ threadId: 1, personId: 1 });

/** What was merged into another thread is in no list. */
export const STANDS = { mergedInto: null } as const;

export const ThreadModel = model('Thread', threadSchema);
export const PostModel = model('Post', postSchema);
export const ReadModel = model('Read', readSchema);
