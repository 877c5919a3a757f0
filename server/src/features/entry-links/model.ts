import { model, Schema } from 'mongoose';

/** The entries that one post links to. */
export interface LinkRecord {
  readonly threadId: string;
  readonly no: number;
  readonly entryIds: readonly string[];
  readonly at: Date;
  /** The event of its thread that it was written by. */
  readonly rev: number;
}

const linkSchema = new Schema<LinkRecord>(
  {
    threadId: { type: String, required: true },
    no: { type: Number, required: true },
    entryIds: { type: [String], required: true },
    at: { type: Date, required: true },
    rev: { type: Number, required: true },
  },
  { collection: 'entrylinks', strict: 'throw', versionKey: false, autoIndex: false },
);
linkSchema.index({ threadId: 1, no: 1 }, { unique: true });
// Where an entry is talked about, the latest first.
linkSchema.index({ entryIds: 1, at: -1 });

export const LinkModel = model('EntryLink', linkSchema);
