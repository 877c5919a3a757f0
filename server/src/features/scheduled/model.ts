import type { Byline, Language } from '@hearth/shared/accounts/entity';
import { model, Schema } from 'mongoose';

export interface ScheduledRecord {
  readonly _id: string;
  /** The command that put it down. The thread is started under the same id, so that it is one, whoever tries how often. */
  readonly commandId: string;
  readonly personId: string;
  readonly by: Byline;
  readonly boardId: string;
  readonly title: string;
  readonly text: string;
  readonly language: Language;
  /** Those from before there were any have none. */
  readonly tags?: readonly string[];
  readonly at: Date;
  readonly zone: string;
  /** What is `appearing` is changed no more; what `appeared` has no words any more. */
  readonly state: 'waiting' | 'appearing' | 'appeared' | 'stopped' | 'refused' | 'discarded';
  readonly reason: string | null;
  readonly rev: number;
  /** The command that changed it last. */
  readonly changedBy: string;
  readonly endsAt: Date | null;
}

const scheduledSchema = new Schema<ScheduledRecord>(
  {
    _id: String,
    commandId: { type: String, required: true },
    personId: { type: String, required: true },
    by: { type: Schema.Types.Mixed, required: true },
    boardId: { type: String, required: true },
    title: { type: String, default: '' },
    text: { type: String, default: '' },
    language: { type: String, required: true },
    tags: { type: [String], default: undefined },
    at: { type: Date, required: true },
    zone: { type: String, required: true },
    state: { type: String, required: true },
    reason: { type: String, default: null },
    rev: { type: Number, required: true },
    changedBy: { type: String, required: true },
    endsAt: { type: Date, default: null },
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'scheduled' },
);
// Somebody's list; and what waits on boards that somebody moderates.
scheduledSchema.index({ personId: 1, state: 1, at: 1 });
scheduledSchema.index({ boardId: 1, state: 1, at: 1 });
scheduledSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const ScheduledModel = model('Scheduled', scheduledSchema);
