import type { Readers } from '@hearth/shared/kernel/rights';
import type { Byline, Language } from '@hearth/shared/accounts/entity';
import type { AsideReason, QuestionStatus, RoomStatus } from '@hearth/shared/rooms/entity';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';
import type { AttachedRecord } from '../files/access.ts';

export interface RoomRecord extends Aggregate {
  readonly _id: string;
  readonly title: string;
  readonly purpose: string;
  readonly language: Language;
  readonly readers: Readers;
  readonly hosts: readonly Byline[];
  readonly startsAt: Date;
  readonly minutes: number;
  readonly zone?: string | undefined;
  readonly status: RoomStatus;
  readonly liveAt: Date | null;
  readonly endedAt: Date | null;
  readonly cancelled?: boolean | undefined;
  /** When it is closed, or was, because nobody opens or ends it; null once somebody has ended it. */
  readonly closesAt: Date | null;
  readonly nowId: string | null;
  /** Questions that were asked, whatever became of them. */
  readonly asked: number;
  /** The number of the event that last changed what people see of the room itself. */
  readonly rev: number;
}

export interface QuestionRecord {
  readonly roomId: string;
  readonly id: string;
  readonly text: string;
  /** Null when it was asked without a name. */
  readonly by: Byline | null;
  /** A keyed tag that only its asker, signed in, can reproduce; see owner-tag.ts. */
  readonly owner: string;
  readonly askedAt: Date;
  readonly order: number;
  readonly status: QuestionStatus;
  readonly votes: number;
  readonly note: string;
  /** Below the note; earlier versions had none. */
  readonly pictures?: readonly AttachedRecord[] | undefined;
  readonly reason?: AsideReason | null | undefined;
  readonly settledAt: Date | null;
  readonly rev: number;
}

const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;
const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;

const roomSchema = new Schema<RoomRecord>(
  {
    _id: text,
    title: text,
    purpose: text,
    language: text,
    readers: text,
    hosts: { type: Schema.Types.Mixed, required: true },
    startsAt: { type: Date, required: true },
    minutes: number,
    zone: String,
    status: text,
    liveAt: { type: Date, default: null },
    endedAt: { type: Date, default: null },
    cancelled: Boolean,
    closesAt: { type: Date, default: null },
    nowId: { type: String, default: null },
    asked: number,
    rev: number,
    seq: number,
    mark: text,
  },
  { ...options, collection: 'rooms' },
);
// The list of rooms: live ones, coming ones, those that ended.
roomSchema.index({ status: 1, startsAt: -1, _id: 1 });
// What somebody hosts, for their export and their erasure.
roomSchema.index({ 'hosts.personId': 1 });

const questionSchema = new Schema<QuestionRecord>(
  {
    roomId: text,
    id: text,
    text,
    by: { type: Schema.Types.Mixed, default: null },
    owner: text,
    askedAt: { type: Date, required: true },
    order: number,
    status: text,
    votes: number,
    note: { type: String, default: '' },
    pictures: Schema.Types.Mixed,
    reason: String,
    settledAt: { type: Date, default: null },
    rev: number,
  },
  // `id` is a field of ours; mongoose would make a shadow of `_id` by that name.
  { ...options, id: false, collection: 'questions' },
);
questionSchema.index({ roomId: 1, id: 1 }, { unique: true });

export const RoomModel = model('Room', roomSchema);
export const QuestionModel = model('Question', questionSchema);
