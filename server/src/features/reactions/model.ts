import type { ReactionCounts } from '@hearth/shared/reactions/entity';
import type { TrialCounts } from '@hearth/shared/trials/entity';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

/** How far the reactions to a thread's posts are told. */
export interface TellingRecord extends Aggregate {
  readonly _id: string;
}

/** What was said of one post, in numbers. Who said it stands in the tally. */
export interface CountsRecord {
  readonly threadId: string;
  readonly no: number;
  readonly counts: ReactionCounts;
  readonly rev: number;
  /** At how many schools it was tried; missing where nobody has reported yet. */
  readonly tried?: TrialCounts;
  readonly triedRev?: number;
}

// What nobody says any more is an empty object, which mongoose would leave out.
const options = { strict: 'throw', versionKey: false, autoIndex: false, minimize: false } as const;

const tellingSchema = new Schema<TellingRecord>(
  { _id: String, seq: { type: Number, required: true }, mark: { type: String, required: true } },
  { ...options, collection: 'reactiontellings' },
);

const countsSchema = new Schema<CountsRecord>(
  {
    threadId: { type: String, required: true },
    no: { type: Number, required: true },
    counts: { type: Schema.Types.Mixed, required: true },
    rev: { type: Number, required: true },
    tried: { type: Schema.Types.Mixed },
    triedRev: { type: Number },
  },
  { ...options, collection: 'reactioncounts' },
);
// Those of a page.
countsSchema.index({ threadId: 1, no: 1 }, { unique: true });

export const TellingModel = model('ReactionTelling', tellingSchema);
export const CountsModel = model('ReactionCounts', countsSchema);
