import { model, Schema } from 'mongoose';

/** That a post names somebody, or did before it was edited: by this their name is found again when they leave. */
export interface MentionRecord {
  readonly personId: string;
  readonly threadId: string;
  readonly no: number;
}

const mentionSchema = new Schema<MentionRecord>(
  {
    personId: { type: String, required: true },
    threadId: { type: String, required: true },
    no: { type: Number, required: true },
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'mentions' },
);
mentionSchema.index({ personId: 1, threadId: 1, no: 1 }, { unique: true });

export const MentionModel = model('Mention', mentionSchema);
