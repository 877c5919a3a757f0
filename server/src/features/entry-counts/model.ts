import type { EntryCounts, EntryVisits } from '@hearth/shared/entry-counts/entity';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

/** What was said of one entry, in numbers. Who said it stands in the tallies. */
export interface CountsRecord extends Aggregate, EntryCounts {
  readonly _id: string;
}

/** What is kept of them for sorting. */
export interface DatedCounts extends Pick<CountsRecord, '_id' | 'tried' | 'thanks'> {
  /** When the store last wrote them, by its own clock. Missing in those that are older than it. */
  readonly keptAt?: Date;
}

/** How often one entry was opened, and its files. By whom is nowhere. */
export interface VisitsRecord extends EntryVisits {
  readonly _id: string;
}

const number = { type: Number, required: true } as const;
const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;

const countsSchema = new Schema<CountsRecord & Pick<DatedCounts, 'keptAt'>>(
  {
    _id: String,
    tried: { type: Schema.Types.Mixed, required: true },
    thanks: number,
    seq: number,
    mark: { type: String, required: true },
    // No part of what an event says.
    keptAt: { type: Date, select: false },
  },
  { ...options, collection: 'entrycounts' },
);
// What has changed since the order of the library was read.
countsSchema.index({ keptAt: 1 });

const visitsSchema = new Schema<VisitsRecord>(
  { _id: String, views: number, downloads: number },
  { ...options, collection: 'entryvisits' },
);

export const CountsModel = model('EntryCounts', countsSchema);
export const VisitsModel = model('EntryVisits', visitsSchema);
