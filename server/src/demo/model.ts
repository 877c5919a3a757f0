import { model, Schema } from 'mongoose';

export interface MarkRecord {
  readonly _id: string;
  readonly at: Date;
}

const markSchema = new Schema<MarkRecord>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { collection: 'marks', strict: 'throw', versionKey: false, autoIndex: false },
);

/** What holds of the store as a whole, such as: it was filled with the demo network. */
export const MarkModel = model('Mark', markSchema);
