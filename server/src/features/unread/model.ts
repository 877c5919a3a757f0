import { model, Schema } from 'mongoose';

/** A thread with posts somebody has not read, as it stood when it was last looked at. */
export interface UnreadThread {
  readonly id: string;
  readonly boardId: string;
  readonly at: Date;
  readonly lastNo: number;
  /** Marked by its reader: it stays, however old it is. */
  readonly isKept?: boolean;
}

/** One that was marked as read, and how far it had been read before. */
export interface MarkedThread extends UnreadThread {
  readonly no: number;
}

/** What is unread for somebody. All others count as read. */
export interface UnreadRecord {
  /** Of the person. */
  readonly _id: string;
  readonly rev: number;
  /** All threads whose latest post is older were looked at. The time of a post, and not of a look. */
  readonly lookedTo: Date;
  /** Of threads whose latest post is older nobody looked. */
  readonly since: Date | null;
  /** The day of the last look: enough to know whether it was long ago. */
  readonly day: string;
  readonly awaySince: string | null;
  readonly threads: readonly UnreadThread[];
  readonly undo: { readonly commandId: string; readonly threads: readonly MarkedThread[] } | null;
}

const unreadSchema = new Schema<UnreadRecord>(
  {
    _id: String,
    rev: { type: Number, required: true },
    lookedTo: { type: Date, required: true },
    since: { type: Date, default: null },
    day: { type: String, required: true },
    awaySince: { type: String, default: null },
    threads: { type: Schema.Types.Mixed, required: true },
    undo: { type: Schema.Types.Mixed, default: null },
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'unread' },
);

export const UnreadModel = model('Unread', unreadSchema);
