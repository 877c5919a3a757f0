import { model, Schema } from 'mongoose';

export interface JobRecord {
  /** `kind/key`. */
  readonly _id: string;
  readonly kind: string;
  /** `done` is kept for a while without its input, so that the same key is not done again. */
  readonly status: 'waiting' | 'running' | 'done' | 'dead';
  readonly input?: unknown;
  /** When it is due, or due again. */
  readonly at: Date;
  readonly attempts: number;
  /** Whose it is: a person's id or an address. */
  readonly about?: string;
  /** Of whoever runs it: one run's own name, and how often they have said since that they still do. */
  readonly holder?: string;
  readonly beat: number;
  /** The store deletes it then. */
  readonly endsAt?: Date;
  /** That it ends is because it is put aside: it has no end of its own. */
  readonly isKept?: true;
}

const schema = new Schema<JobRecord>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    status: { type: String, required: true },
    input: { type: Schema.Types.Mixed },
    at: { type: Date, required: true },
    attempts: { type: Number, required: true },
    about: { type: String },
    holder: { type: String },
    beat: { type: Number, required: true },
    endsAt: { type: Date },
    isKept: { type: Boolean },
  },
  { collection: 'jobs', strict: 'throw', versionKey: false, minimize: false, autoIndex: false },
);
// What is due of a kind; and of any, for the metrics and for whoever looks for what others have left.
schema.index({ status: 1, kind: 1, at: 1, _id: 1 });
schema.index({ status: 1, at: 1 });
schema.index({ about: 1 }, { partialFilterExpression: { about: { $exists: true } }, name: 'about' });
schema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const JobModel = model('Job', schema);
