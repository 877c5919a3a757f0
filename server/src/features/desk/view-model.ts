import type { DeskFilter } from '@hearth/shared/desk/entity';
import { model, Schema } from 'mongoose';

/** A filter that somebody has kept for themselves. */
export interface ViewRecord {
  /** Of the command that kept it. */
  readonly _id: string;
  readonly personId: string;
  readonly name: string;
  readonly filter: DeskFilter;
}

const viewSchema = new Schema<ViewRecord>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    name: { type: String, required: true },
    filter: { type: Schema.Types.Mixed, required: true },
  },
  // No choice at all is an empty object, which mongoose would leave out.
  { strict: 'throw', versionKey: false, autoIndex: false, minimize: false, collection: 'desk_views' },
);
viewSchema.index({ personId: 1, name: 1, _id: 1 });
// Those that look for somebody who leaves.
viewSchema.index({ 'filter.personId': 1 }, { partialFilterExpression: { 'filter.personId': { $gt: '' } } });

export const ViewModel = model('DeskView', viewSchema);
