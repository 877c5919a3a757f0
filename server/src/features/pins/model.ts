import { model, Schema } from 'mongoose';

/** That one person does not want to see a pinned thread on top. */
export interface FoldedPinRecord {
  readonly personId: string;
  readonly threadId: string;
  /** The end of that pin; of another one it says nothing. The store deletes it then. */
  readonly until: Date;
}

const text = { type: String, required: true } as const;

const foldedPinSchema = new Schema<FoldedPinRecord>(
  { personId: text, threadId: text, until: { type: Date, required: true } },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'foldedpins' },
);
foldedPinSchema.index({ personId: 1, threadId: 1 }, { unique: true });
foldedPinSchema.index({ until: 1 }, { expireAfterSeconds: 0 });

export const FoldedPinModel = model('FoldedPin', foldedPinSchema);
