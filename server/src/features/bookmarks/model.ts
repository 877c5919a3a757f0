import { model, Schema } from 'mongoose';

export interface BookmarkRecord {
  /** The person, the thread and the post. */
  readonly _id: string;
  readonly personId: string;
  readonly threadId: string;
  readonly no: number;
  readonly note: string;
  readonly remindAt: Date | null;
  /** By whose clocks that was said. */
  readonly zone: string;
  readonly isDue: boolean;
  readonly rev: number;
  readonly at: Date;
  /** When what was removed is gone for good; null while it is there. */
  readonly endsAt: Date | null;
}

const bookmarkSchema = new Schema<BookmarkRecord>(
  {
    _id: String,
    personId: { type: String, required: true },
    threadId: { type: String, required: true },
    no: { type: Number, required: true },
    note: { type: String, default: '' },
    remindAt: { type: Date, default: null },
    zone: { type: String, default: '' },
    isDue: { type: Boolean, required: true },
    rev: { type: Number, required: true },
    at: { type: Date, required: true },
    endsAt: { type: Date, default: null },
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'bookmarks' },
);
// Somebody's list, and those of one thread.
bookmarkSchema.index({ personId: 1, endsAt: 1, at: -1 });
bookmarkSchema.index({ personId: 1, threadId: 1 });
bookmarkSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const BookmarkModel = model('Bookmark', bookmarkSchema);
