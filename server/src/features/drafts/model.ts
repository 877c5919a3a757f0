import { model, Schema } from 'mongoose';

export interface DraftRecord {
  /** The person and the place. */
  readonly _id: string;
  readonly personId: string;
  readonly place: string;
  readonly title: string;
  readonly text: string;
  readonly inReplyTo?: number | null;
  readonly version: number;
  readonly at: Date;
  /** Which command it is meant to be sent by, and its how many-th saving this was. */
  readonly by: { readonly commandId: string; readonly turn: number };
  /** What was sent has no words any more; it stays a while, so that a page which is late does not bring them back. */
  readonly state: 'kept' | 'discarded' | 'sent';
  /** The version that was sent or discarded last: what a device has of it goes, and what is newer there stays. */
  readonly gone?: number | null;
  readonly endsAt: Date;
}

const draftSchema = new Schema<DraftRecord>(
  {
    _id: String,
    personId: { type: String, required: true },
    place: { type: String, required: true },
    title: { type: String, default: '' },
    text: { type: String, default: '' },
    inReplyTo: { type: Number, default: null },
    version: { type: Number, required: true },
    at: { type: Date, required: true },
    by: { type: Schema.Types.Mixed, required: true },
    state: { type: String, required: true },
    gone: { type: Number, default: null },
    endsAt: { type: Date, required: true },
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'drafts' },
);
// Somebody's list, the latest first; and how many there are.
draftSchema.index({ personId: 1, state: 1, at: -1 });
draftSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const DraftModel = model('Draft', draftSchema);
