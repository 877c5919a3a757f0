import { model, Schema } from 'mongoose';

/** What one person says of one subject: a vote, an answer out of a few. */
export interface TallyEntry {
  /** Which tally it belongs to; see {@link tally}. */
  readonly tally: string;
  /** The stream its counts are announced in, without the prefix. */
  readonly streamId: string;
  readonly subject: string;
  readonly personId: string;
  /** Null when it was taken back. */
  readonly value: string | null;
  /** A random token until counts that include this entry are announced; it shows whether somebody said so or it was carried here. */
  readonly fresh?: string;
  readonly at: Date;
}

const text = { type: String, required: true } as const;

const schema = new Schema<TallyEntry>(
  {
    tally: text,
    streamId: text,
    subject: text,
    personId: text,
    value: { type: String, default: null },
    fresh: { type: String },
    at: { type: Date, required: true },
  },
  { collection: 'tallies', strict: 'throw', versionKey: false, autoIndex: false },
);
// One entry for each person and subject.
schema.index({ tally: 1, streamId: 1, subject: 1, personId: 1 }, { unique: true });
// Counting reads this index alone; and whoever said the same last is found by it.
schema.index({ tally: 1, streamId: 1, subject: 1, value: 1, at: -1, personId: 1 });
// "What did I say?", in one stream or anywhere.
schema.index({ personId: 1, tally: 1, streamId: 1 });
// Entries whose counts are yet to be announced.
schema.index({ at: 1 }, { partialFilterExpression: { fresh: { $exists: true } }, name: 'fresh_at' });

export const TallyModel = model('Tally', schema);
