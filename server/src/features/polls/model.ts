import type { PollDraft } from '@hearth/shared/polls/entity';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

/** What is asked, where it is not what the post says any more. */
export interface PollWords extends Pick<PollDraft, 'question' | 'options'> {
  /** Whose words they are; null once they have left. */
  readonly authorId: string | null;
}

/** A poll from its first change, vote or end on; before that, it is as its post says. Who votes stands in the tally alone. */
export interface PollRecord extends Aggregate, Omit<PollDraft, 'question' | 'options'> {
  readonly _id: string;
  readonly words: PollWords | null;
  readonly edition: number;
  readonly begun: boolean;
  readonly closedAt: string | null;
  readonly people: number;
  readonly counts: readonly number[];
}

const pollSchema = new Schema<PollRecord>(
  {
    _id: { type: String, required: true },
    words: { type: Schema.Types.Mixed, default: null },
    many: { type: Boolean, required: true },
    named: { type: Boolean, required: true },
    results: { type: String, required: true },
    closesAt: { type: String, default: null },
    edition: { type: Number, required: true },
    begun: { type: Boolean, required: true },
    closedAt: { type: String, default: null },
    people: { type: Number, required: true },
    counts: { type: Schema.Types.Mixed, required: true },
    seq: { type: Number, required: true },
    mark: { type: String, required: true },
  },
  { collection: 'polls', strict: 'throw', versionKey: false, autoIndex: false },
);
// Whose words they are, for their export and their erasure.
pollSchema.index({ 'words.authorId': 1 }, { partialFilterExpression: { 'words.authorId': { $gt: '' } } });

export const PollModel = model('Poll', pollSchema);
