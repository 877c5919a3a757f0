import type { WordAction, WordLanguage } from '@hearth/shared/word-lists/entity';
import { model, Schema } from 'mongoose';

/** Words that moderators watch for. Who put them there is said by the audit log. */
export interface WatchedWordRecord {
  /** Made of the words, as they are compared. */
  readonly _id: string;
  readonly phrase: string;
  /** What they are sorted by and found by. */
  readonly folded: string;
  readonly language: WordLanguage;
  readonly action: WordAction;
  readonly instead: string | null;
}

/** That an entry was met, by one command; whose is not kept. */
export interface WordHitRecord {
  readonly _id: string;
  readonly wordId: string;
  /** The store deletes it then. */
  readonly endsAt: Date;
}

/** By which servers see that a list has changed. */
export interface WordListVersionRecord {
  readonly _id: string;
  readonly version: number;
}

const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;
const text = { type: String, required: true } as const;

const watchedWordSchema = new Schema<WatchedWordRecord>(
  { _id: text, phrase: text, folded: text, language: text, action: text, instead: { type: String, default: null } },
  { ...options, collection: 'watchedwords' },
);
watchedWordSchema.index({ folded: 1 });

const wordHitSchema = new Schema<WordHitRecord>(
  { _id: text, wordId: text, endsAt: { type: Date, required: true } },
  { ...options, collection: 'wordhits' },
);
wordHitSchema.index({ wordId: 1 });
wordHitSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

const versionSchema = new Schema<WordListVersionRecord>(
  { _id: text, version: { type: Number, required: true } },
  { ...options, collection: 'wordlistversions' },
);

export const WatchedWordModel = model('WatchedWord', watchedWordSchema);
export const WordHitModel = model('WordHit', wordHitSchema);
export const WordListVersionModel = model('WordListVersion', versionSchema);
