import { model, Schema } from 'mongoose';

export interface SavedRecord {
  /** The person and the entry. */
  readonly _id: string;
  readonly personId: string;
  readonly entryId: string;
  readonly note: string;
  readonly at: Date;
  /** The version one has looked at since; missing where that is the one one kept. */
  readonly seen?: number;
  /** Of the person’s own, also of some that are gone; missing in those from before there were lists. */
  readonly lists?: readonly string[];
  /** When what was taken out is gone for good; null while it is there. */
  readonly endsAt: Date | null;
}

const text = { type: String, required: true } as const;

const savedSchema = new Schema<SavedRecord>(
  {
    _id: String,
    personId: text,
    entryId: text,
    note: { type: String, default: '' },
    at: { type: Date, required: true },
    seen: Number,
    lists: { type: [String], default: undefined },
    endsAt: { type: Date, default: null },
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'savedentries' },
);
savedSchema.index({ personId: 1, endsAt: 1, at: -1, entryId: 1 });
savedSchema.index({ personId: 1, lists: 1, endsAt: 1, at: -1, entryId: 1 });
savedSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const SavedModel = model('SavedEntry', savedSchema);

export interface ShareRecord {
  readonly with: 'link' | 'group';
  /** The link is made from it and the server’s secret. */
  readonly nonce: string;
  readonly groupId: string | null;
  /** What others read instead of its name. */
  readonly title: string;
  readonly intro: string;
  readonly at: Date;
}

export interface ListRecord {
  readonly _id: string;
  readonly personId: string;
  /** What its owner alone calls it. */
  readonly name: string;
  readonly at: Date;
  /** How others read it; missing in those from before lists were shared. */
  readonly share?: ShareRecord | null;
  /** The commands that shared it last: one that comes late, after it was taken back, shares it no more. */
  readonly sharedBy?: readonly string[];
  /** That moderators have stopped it, and why. */
  readonly stopped?: { readonly reply: string; readonly at: Date } | null;
  /** The command that decided last about what was reported: given twice it is carried out once. */
  readonly settledBy?: string;
  readonly settledAt?: Date;
  /** When what was deleted is gone for good; null while it is there. */
  readonly endsAt: Date | null;
}

const mixed = { type: Schema.Types.Mixed, default: null } as const;

const listSchema = new Schema<ListRecord>(
  {
    ...{ _id: String, personId: text, name: text },
    ...{
      share: mixed,
      stopped: mixed,
      settledBy: String,
      settledAt: Date,
      sharedBy: { type: [String], default: undefined },
    },
    ...{ at: { type: Date, required: true }, endsAt: { type: Date, default: null } },
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'savedlists' },
);
listSchema.index({ personId: 1, endsAt: 1 });
// What is shared with a group, the latest first.
listSchema.index({ 'share.groupId': 1, 'share.at': -1 });
listSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const ListModel = model('SavedList', listSchema);

export interface ListReportRecord {
  readonly _id: string;
  readonly listId: string;
  /** Null once they have left. */
  readonly by: string | null;
  readonly words: string;
  readonly at: Date;
  readonly endsAt: Date;
}

const date = { type: Date, required: true } as const;

const listReportSchema = new Schema<ListReportRecord>(
  {
    ...{ _id: String, listId: text, by: { type: String, default: null } },
    ...{ words: { type: String, default: '' }, at: date, endsAt: date },
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'savedlistreports' },
);
listReportSchema.index({ at: 1, _id: 1 });
listReportSchema.index({ listId: 1, at: 1, _id: 1 });
listReportSchema.index({ by: 1 });
listReportSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const ListReportModel = model('SavedListReport', listReportSchema);
