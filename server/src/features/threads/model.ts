import type { Byline, Language } from '@hearth/shared/accounts/entity';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';
import type { AttachedRecord } from '../files/access.ts';

/** See `answer.ts` in this folder. */
export interface AnswerRecord {
  readonly no: number;
  readonly by: Byline | null;
  readonly markedBy: Byline | null;
  readonly at: Date;
}

export interface ThreadRecord extends Aggregate {
  readonly _id: string;
  readonly boardId: string;
  readonly title: string;
  readonly language: Language;
  readonly by: Byline | null;
  readonly startedAt: Date;
  readonly lastNo: number;
  readonly lastPostAt: Date;
  readonly excerpt: string;
  /** What was accepted, also while it is deleted. Threads from before there were any have none. */
  readonly answer?: AnswerRecord | null;
  /** Its number while people see it. */
  readonly answerNo?: number | null;
}

export interface PostRecord {
  readonly threadId: string;
  readonly no: number;
  readonly key: string;
  readonly by: Byline | null;
  readonly at: Date;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
  /** Who deleted it: its author, who may bring it back, or a moderator. Moderators bring back whatever. */
  readonly deletedBy: string | null;
  readonly text: string;
  /** Rendered once, when it was written. */
  readonly html: string;
  /** Posts from before there were any have none. */
  readonly pictures?: readonly AttachedRecord[];
  /** The number of the post it answers. */
  readonly inReplyTo?: number;
  readonly rev: number;
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
    startedAt: { type: Date, required: true },
    lastNo: { type: Number, required: true },
    lastPostAt: { type: Date, required: true },
    excerpt: { type: String, default: '' },
    answer: Schema.Types.Mixed,
    answerNo: Number,
    seq: { type: Number, required: true },
    mark: { type: String, required: true },
  },
  { ...options, collection: 'threads' },
);
// A board's page: the latest post first.
threadSchema.index({ boardId: 1, lastPostAt: -1, _id: 1 });
// What has moved on since somebody looked, wherever it stands.
threadSchema.index({ lastPostAt: -1, _id: 1 });
// The same of those that nobody has answered yet: where there is no number, it is null.
threadSchema.index({ boardId: 1, answerNo: 1, lastPostAt: -1, _id: 1 });
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
    at: { type: Date, required: true },
    editedAt: { type: Date, default: null },
    deletedAt: { type: Date, default: null },
    deletedBy: { type: String, default: null },
    text: { type: String, required: true },
    html: { type: String, required: true },
    pictures: Schema.Types.Mixed,
    inReplyTo: Number,
    rev: { type: Number, required: true },
  },
  { ...options, collection: 'posts' },
);
// A page of a thread, and the link to post n.
postSchema.index({ threadId: 1, no: 1 }, { unique: true });
// What somebody wrote, the latest first, and the few they deleted: for their page, their export and their erasure.
postSchema.index({ 'by.personId': 1, at: -1 }, { partialFilterExpression: { 'by.personId': { $gt: '' } } });
postSchema.index({ deletedBy: 1 }, { partialFilterExpression: { deletedBy: { $gt: '' } } });

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

export const ThreadModel = model('Thread', threadSchema);
export const PostModel = model('Post', postSchema);
export const ReadModel = model('Read', readSchema);
