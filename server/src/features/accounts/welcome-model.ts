import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

/** How many people wait, as staff were told. */
export interface WelcomeRecord extends Aggregate {
  readonly _id: string;
  readonly waiting: number;
}

const welcomeSchema = new Schema<WelcomeRecord>(
  {
    _id: { type: String, required: true },
    waiting: { type: Number, required: true },
    seq: { type: Number, required: true },
    mark: { type: String, required: true },
  },
  { collection: 'welcome', strict: 'throw', versionKey: false, autoIndex: false },
);

export const WelcomeModel = model('Welcome', welcomeSchema);
