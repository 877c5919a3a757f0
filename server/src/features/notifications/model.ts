import type { NotificationKind } from '@hearth/shared/notifications/entity';
import { model, Schema } from 'mongoose';

/** News of what somebody follows in the library. */
export type LibraryAbout = 'renewed' | 'collection' | 'topic';

/**
 * That something in a thread concerns one person. It holds neither words nor names: what is shown of it is read, with the
 * rights of that moment, when they look.
 */
export interface NotificationRecord {
  readonly _id: unknown;
  /** Whose it is; of what was asked without a name another name of theirs. */
  readonly personId: string;
  /** Of a post that waits for a moderator, or was not published, and of what is in the library, its own id. */
  readonly threadId: string;
  /** Of what is in the library the day, where it is one for each; otherwise 0. */
  readonly no: number;
  /** What happened: a post was written, accepted, thanked for, or what moderators decided about it. Each concerns somebody once, for whichever reason. */
  readonly about:
    | 'post'
    | 'answer'
    | 'thanks'
    | 'removed'
    | 'hidden'
    | 'restored'
    | 'upheld'
    | 'published'
    | 'held'
    | 'report'
    | 'entry'
    | 'link'
    | LibraryAbout;
  readonly kind: NotificationKind;
  readonly at: Date;
  /** How many people have said thanks. */
  readonly count?: number;
  /** The number of the event that counted them, or that decided, or of the version; of a day's news since when one follows it. */
  readonly rev?: number;
  readonly isRead: boolean;
  /** The command that marked it, so that it can be undone. */
  readonly readBy?: string;
  /** Whether it waits to be mailed, unless it is read before. */
  readonly isToMail?: boolean;
  /** Which mail it goes into: of several that are made at once, one. */
  readonly mailTurn?: number;
  /** The store deletes it then. */
  readonly endsAt: Date;
}

const notificationSchema = new Schema<NotificationRecord>(
  {
    personId: { type: String, required: true },
    threadId: { type: String, required: true },
    no: { type: Number, required: true },
    about: { type: String, required: true },
    kind: { type: String, required: true },
    at: { type: Date, required: true },
    count: Number,
    rev: Number,
    isRead: { type: Boolean, required: true },
    readBy: String,
    isToMail: Boolean,
    mailTurn: Number,
    endsAt: { type: Date, required: true },
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'notifications' },
);
notificationSchema.index({ personId: 1, threadId: 1, no: 1, about: 1 }, { unique: true });
notificationSchema.index({ personId: 1, at: -1 });
notificationSchema.index({ personId: 1, isRead: 1, at: -1 });
// What tells of a post, when that goes to another thread.
notificationSchema.index({ threadId: 1, no: 1 });
notificationSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const NotificationModel = model('Notification', notificationSchema);
