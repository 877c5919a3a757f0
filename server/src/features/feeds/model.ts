import { model, Schema } from 'mongoose';

/** The key of somebody's feeds. It is made from the server's secret and `nonce`, so that the store alone opens nothing. */
export interface FeedKeyRecord {
  /** Of the person. */
  readonly _id: string;
  readonly nonce: string;
  /** Of the key, by which its holder is found. */
  readonly hash: string;
  readonly madeAt: Date;
}

const feedKeySchema = new Schema<FeedKeyRecord>(
  {
    _id: String,
    nonce: { type: String, required: true },
    hash: { type: String, required: true },
    madeAt: { type: Date, required: true },
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'feedkeys' },
);
feedKeySchema.index({ hash: 1 }, { unique: true });

export const FeedKeyModel = model('FeedKey', feedKeySchema);
