import type { BellChannels } from '@hearth/shared/notifications/entity';
import { model, Schema } from 'mongoose';

/** Where somebody learns of what concerns them. Who chose nothing, and was sent no mail, has none. */
export interface BellSettingsRecord {
  /** Of the person. */
  readonly _id: string;
  readonly channels?: Partial<BellChannels>;
  readonly mailsStopped?: boolean;
  /** SHA-256 of the token in their mails, by which they are found without signing in. */
  readonly stopHash?: string;
}

const bellSettingsSchema = new Schema<BellSettingsRecord>(
  { _id: String, channels: Schema.Types.Mixed, mailsStopped: Boolean, stopHash: String },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'bellsettings' },
);
bellSettingsSchema.index({ stopHash: 1 }, { unique: true, partialFilterExpression: { stopHash: { $gt: '' } } });

export const BellSettingsModel = model('BellSettings', bellSettingsSchema);
