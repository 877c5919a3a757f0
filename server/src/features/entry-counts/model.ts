import type { EntryCounts, EntryVisits } from '@hearth/shared/entry-counts/entity';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

/** What was said of one entry, in numbers. Who said it stands in the tallies. */
export interface CountsRecord extends Aggregate, EntryCounts {
  readonly _id: string;
}

/** How often one entry was opened, and its files. By whom is nowhere. */
export interface VisitsRecord extends EntryVisits {
  readonly _id: string;
}

const number = { type: Number, required: true } as const;
const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;

const countsSchema = new Schema<CountsRecord>(
  {
    _id: String,
    tried: { type: Schema.Types.Mixed, required: true },
    thanks: number,
    seq: number,
    mark: { type: String, required: true },
  },
  { ...options, collection: 'entrycounts' },
);

const visitsSchema = new Schema<VisitsRecord>(
  { _id: String, views: number, downloads: number },
  { ...options, collection: 'entryvisits' },
);

export const CountsModel = model('EntryCounts', countsSchema);
export const VisitsModel = model('EntryVisits', visitsSchema);
