import { model, Schema } from 'mongoose';

/** A reaction that some server knows. */
export interface ReactionRecord {
  /** `thread/board`: the prefix of its streams and its name. */
  readonly _id: string;
  /** When a server last told that it knows it. */
  readonly seenAt: Date;
}

const reactionSchema = new Schema<ReactionRecord>(
  { _id: { type: String, required: true }, seenAt: { type: Date, required: true } },
  { collection: 'reactions', strict: 'throw', versionKey: false, autoIndex: false },
);

export const ReactionModel = model('Reaction', reactionSchema);
