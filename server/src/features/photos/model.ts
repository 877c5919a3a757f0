import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

/** How far everybody's pictures are told. */
export interface TellingRecord extends Aggregate {
  readonly _id: string;
}

/** Somebody's picture; null once they have taken it away. */
export interface PhotoRecord {
  /** Of the person. */
  readonly _id: string;
  readonly fileId: string | null;
  readonly rev: number;
}

const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;

const tellingSchema = new Schema<TellingRecord>(
  { _id: String, seq: { type: Number, required: true }, mark: { type: String, required: true } },
  { ...options, collection: 'phototellings' },
);

const photoSchema = new Schema<PhotoRecord>(
  { _id: String, fileId: { type: String, default: null }, rev: { type: Number, required: true } },
  { ...options, collection: 'photos' },
);

export const TellingModel = model('PhotoTelling', tellingSchema);
export const PhotoModel = model('Photo', photoSchema);
