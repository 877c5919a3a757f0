import type { Language } from '@hearth/shared/accounts/entity';
import type { DeskKind } from '@hearth/shared/desk/entity';
import type { GroupId } from '@hearth/shared/kernel/ids';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

/**
 * That something happened. It holds neither words nor names: what is shown of it is read, with the rights of that moment,
 * when somebody looks. So nothing has to be taken back from here when it is deleted, purged, moved or forgotten.
 */
export interface EntryRecord {
  /** A keyed hash of the event it came from, so that it is there once, and names nobody. */
  readonly _id: string;
  readonly at: Date;
  readonly kind: DeskKind;
  /** Where it stands now: a thread may go to another board. Null for what belongs to no board. */
  readonly boardId: string | null;
  readonly threadId: string | null;
  readonly no: number | null;
  readonly roomId: string | null;
  readonly questionId: string | null;
  readonly groupId: GroupId | null;
  /** What is up for review. */
  readonly itemId: string | null;
  /** Whom that is about: it is not told where they could hear of it. */
  readonly about: string | null;
  /** Who did it. Null for whoever did not do it under their name, and once they have left. */
  readonly personId: string | null;
  readonly detail: string | null;
  readonly language: Language | null;
  readonly isFirst: boolean;
  readonly needsDecision: boolean;
  /** A post below which its writer put pictures or files. Entries from before it was noted have nothing. */
  readonly withFiles?: boolean;
  /** How often it is news. */
  readonly rev: number;
}

/** How far a desk was told. */
export interface DeskRecord extends Aggregate {
  readonly _id: string;
}

/** As long as anybody asks what was. */
const KEPT_DAYS = 400;

const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;
const text = { type: String, default: null } as const;

const entrySchema = new Schema<EntryRecord>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    kind: { type: String, required: true },
    boardId: text,
    threadId: text,
    no: { type: Number, default: null },
    roomId: text,
    questionId: text,
    groupId: text,
    itemId: text,
    about: text,
    personId: text,
    detail: text,
    language: text,
    isFirst: { type: Boolean, required: true },
    needsDecision: { type: Boolean, required: true },
    withFiles: Boolean,
    rev: { type: Number, required: true },
  },
  { ...options, collection: 'desk_entries' },
);
// History is looked through for a year; afterwards the store deletes it.
entrySchema.index({ at: 1 }, { expireAfterSeconds: KEPT_DAYS * 86_400 });
// All of it, the latest first; of one day as well.
entrySchema.index({ at: -1, _id: -1 });
// The same of one board, of some kinds, of one person, of what needs a decision, and of what came with files.
entrySchema.index({ boardId: 1, at: -1, _id: -1 });
entrySchema.index({ kind: 1, at: -1, _id: -1 });
entrySchema.index({ language: 1, at: -1, _id: -1 });
entrySchema.index({ personId: 1, at: -1, _id: -1 }, { partialFilterExpression: { personId: { $gt: '' } } });
entrySchema.index({ needsDecision: 1, at: -1, _id: -1 }, { partialFilterExpression: { needsDecision: true } });
entrySchema.index({ withFiles: 1, at: -1, _id: -1 }, { partialFilterExpression: { withFiles: true } });
// What tells of a thread that goes elsewhere, and of a post that changes.
entrySchema.index({ threadId: 1, at: -1, _id: -1 }, { partialFilterExpression: { threadId: { $gt: '' } } });
// What is up for review, and whom that is about.
entrySchema.index({ itemId: 1, at: -1, _id: -1 }, { partialFilterExpression: { itemId: { $gt: '' } } });
entrySchema.index({ about: 1 }, { partialFilterExpression: { about: { $gt: '' } } });

const deskSchema = new Schema<DeskRecord>(
  { _id: String, seq: { type: Number, required: true }, mark: { type: String, required: true } },
  { ...options, collection: 'desks' },
);

export const EntryModel = model('DeskEntry', entrySchema);
export const DeskModel = model('Desk', deskSchema);
