import { model, Schema } from 'mongoose';

/** What was found at an address, for whoever posts it next. Says nothing of who posted it, or where. */
export interface PreviewRecord {
  /** Of the address. */
  readonly _id: string;
  /** Null where there was nothing to show. */
  readonly found: {
    readonly title: string;
    readonly site: string;
    readonly description: string;
    readonly picture: { readonly width: number; readonly height: number; readonly base64: string } | null;
  } | null;
  readonly endsAt: Date;
}

const previewSchema = new Schema<PreviewRecord>(
  {
    _id: { type: String, required: true },
    found: { type: Schema.Types.Mixed, default: null },
    endsAt: { type: Date, required: true },
  },
  { collection: 'previews', strict: 'throw', versionKey: false, autoIndex: false },
);
previewSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const PreviewModel = model('Preview', previewSchema);
