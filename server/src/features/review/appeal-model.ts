import { model, Schema } from 'mongoose';

/** What somebody says against the removal of what they wrote. That it waits, and what was decided, is an item of the queue. */
export interface AppealRecord {
  /** Of its item. */
  readonly _id: string;
  readonly commandId: string;
  /** Whose it is; of what was written without a name another name of theirs, as at the bell. */
  readonly name: string;
  /** The item by which it was removed, and the number of the event that decided so. */
  readonly removalId: string;
  readonly turn: number;
  readonly words: string;
  readonly at: Date;
  /** It stands in the queue. */
  readonly isListed: boolean;
  readonly endsAt: Date;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;

const appealSchema = new Schema<AppealRecord>(
  {
    _id: text,
    commandId: text,
    name: text,
    removalId: text,
    turn: { type: Number, required: true },
    words: text,
    at: date,
    isListed: { type: Boolean, required: true },
    endsAt: date,
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'appeals' },
);
appealSchema.index({ name: 1, at: -1 });
appealSchema.index({ removalId: 1 });
// What a server that died has not put into the queue.
appealSchema.index({ isListed: 1, at: 1 }, { partialFilterExpression: { isListed: false } });
appealSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const AppealModel = model('Appeal', appealSchema);
