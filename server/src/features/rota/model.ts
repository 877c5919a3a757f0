import type { RotaHours } from '@hearth/shared/rota/entity';
import { model, Schema } from 'mongoose';

/** When somebody looks after things. What becomes of it depends on what they moderate at that moment. */
export interface HoursRecord extends RotaHours {
  /** A person's. */
  readonly _id: string;
}

const hoursSchema = new Schema<HoursRecord>(
  {
    _id: { type: String, required: true },
    zone: { type: String, required: true },
    shifts: { type: Schema.Types.Mixed, required: true },
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'rota_hours' },
);

export const HoursModel = model('RotaHours', hoursSchema);
