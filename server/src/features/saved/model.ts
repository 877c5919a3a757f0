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

export interface ListRecord {
  readonly _id: string;
  readonly personId: string;
  /** What its owner alone calls it. */
  readonly name: string;
  readonly at: Date;
  /** When what was deleted is gone for good; null while it is there. */
  readonly endsAt: Date | null;
}

const listSchema = new Schema<ListRecord>(
  {
    ...{ _id: String, personId: text, name: text },
    ...{ at: { type: Date, required: true }, endsAt: { type: Date, default: null } },
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'savedlists' },
);
listSchema.index({ personId: 1, endsAt: 1 });
listSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const ListModel = model('SavedList', listSchema);
