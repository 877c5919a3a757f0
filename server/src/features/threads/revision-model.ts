import { model, Schema } from 'mongoose';

/** What a post said before it was edited. Stands in no event. */
export interface RevisionRecord {
  readonly threadId: string;
  readonly no: number;
  /** The number of the event that brought these words. */
  readonly rev: number;
  /** Whose they are: with their account these go. */
  readonly authorId: string;
  readonly text: string;
  /** Since when it said so. */
  readonly at: Date;
  /** Staff has taken it from everybody else's sight. */
  readonly hiddenBy: string | null;
}

const schema = new Schema<RevisionRecord>(
  {
    threadId: { type: String, required: true },
    no: { type: Number, required: true },
    rev: { type: Number, required: true },
    authorId: { type: String, required: true },
    text: { type: String, required: true },
    at: { type: Date, required: true },
    hiddenBy: { type: String, default: null },
  },
  { collection: 'revisions', strict: 'throw', versionKey: false, autoIndex: false },
);
// The history of a post, the latest first.
schema.index({ threadId: 1, no: 1, rev: -1 }, { unique: true });
schema.index({ authorId: 1 });
schema.index({ hiddenBy: 1 }, { partialFilterExpression: { hiddenBy: { $gt: '' } } });

export const RevisionModel = model('Revision', schema);
