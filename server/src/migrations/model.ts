import { model, Schema } from 'mongoose';

/** A migration that has run to its end. */
interface DoneRecord {
  readonly _id: string;
  readonly at: Date;
}

const schema = new Schema<DoneRecord>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { collection: 'migrations', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);

export const MigrationModel = model('Migration', schema);
