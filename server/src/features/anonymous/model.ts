import type { Byline } from '@hearth/shared/accounts/entity';
import { model, Schema } from 'mongoose';
import type { Sealed } from './asker.ts';

/** Who stands behind an alias. Kept apart from threads and posts, which are read without it. */
export interface AskerRecord extends Sealed {
  /** Of the thread that was started under the alias. */
  readonly _id: string;
}

/** One of the questions that somebody has asked: the `n`-th of theirs, to be found by whoever can compute its id. */
export interface AskedRecord {
  readonly _id: string;
  /** The id under which its asker is kept, encrypted. */
  readonly sealed: string;
}

export interface OpeningRecord {
  /** Of the command, so that trying again is told once. */
  readonly _id: string;
  readonly askerId: string;
  readonly by: Byline | null;
  readonly reason: string;
  readonly at: Date;
}

const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;
const text = { type: String, required: true } as const;

const askerSchema = new Schema<AskerRecord>(
  { _id: text, tag: text, sealed: text },
  { ...options, collection: 'askers' },
);

const askedSchema = new Schema<AskedRecord>({ _id: text, sealed: text }, { ...options, collection: 'asked' });

const openingSchema = new Schema<OpeningRecord>(
  {
    _id: text,
    askerId: text,
    by: { type: Schema.Types.Mixed, default: null },
    reason: text,
    at: { type: Date, required: true },
  },
  { ...options, collection: 'openings' },
);
openingSchema.index({ askerId: 1, at: -1 });
// What somebody opened, for their export and their erasure.
openingSchema.index({ 'by.personId': 1 }, { partialFilterExpression: { 'by.personId': { $gt: '' } } });

export const AskerModel = model('Asker', askerSchema);
export const AskedModel = model('Asked', askedSchema);
export const OpeningModel = model('Opening', openingSchema);
