import { model, Schema } from 'mongoose';
import type { EventRecord } from './definition.ts';

const eventSchema = new Schema<EventRecord>(
  {
    stream: { type: String, required: true },
    seq: { type: Number, required: true },
    mark: { type: String, required: true },
    commandId: { type: String, required: true },
    by: { type: String, required: true },
    data: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
    pending: { type: [String], default: undefined },
  },
  { collection: 'events', strict: 'throw', versionKey: false, autoIndex: false },
);

// The commit itself: whoever takes the number first has decided (promise L1).
eventSchema.index({ stream: 1, seq: 1 }, { unique: true });
// A command runs once.
eventSchema.index({ stream: 1, commandId: 1 }, { unique: true });
// What recovery has to pick up, in the order in which it does.
eventSchema.index(
  { at: 1, stream: 1, seq: 1 },
  { partialFilterExpression: { pending: { $exists: true } }, name: 'pending_in_order' },
);

export const EventModel = model('Event', eventSchema);
