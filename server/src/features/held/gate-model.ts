import type { GateSettings } from '@hearth/shared/held/entity';
import { model, Schema } from 'mongoose';

/** What admins have said; nothing where nobody has. */
export interface GatesRecord extends GateSettings {
  readonly _id: string;
}

/** A board on which people who are new write very much. */
export interface FloodRecord {
  /** The board. */
  readonly _id: string;
  /** The store deletes it then. */
  readonly endsAt: Date;
}

/** What somebody new was reported for, whom people did not know yet. */
export interface PauseRecord {
  /** Of the person. */
  readonly _id: string;
  /** In the review queue. */
  readonly items: readonly string[];
  /** What they write waits. */
  readonly isOn: boolean;
  /** Another one whenever something of it is written. */
  readonly rev: number;
  /** The store deletes it then. */
  readonly endsAt: Date;
}

/** That somebody new has written certain words in one place. Neither these nor who it was can be read from it. */
export interface PrintRecord {
  /** One for these words of one person in one place. */
  readonly _id: string;
  readonly print: string;
  readonly who: string;
  /** A board or a thread. */
  readonly place: string;
  /** How often; what was refused is taken off again. */
  readonly count: number;
  readonly at: Date;
  /** The store deletes it then. */
  readonly endsAt: Date;
}

const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;
const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const date = { type: Date, required: true } as const;

const gatesSchema = new Schema<GatesRecord>(
  {
    _id: text,
    firstPosts: number,
    linksOfNew: number,
    linksOfMembers: number,
    flood: number,
    hideAt: { type: Number },
    pauseAt: { type: Number },
  },
  { ...options, collection: 'gates' },
);

const floodSchema = new Schema<FloodRecord>({ _id: text, endsAt: date }, { ...options, collection: 'floods' });
floodSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

const pauseSchema = new Schema<PauseRecord>(
  {
    _id: text,
    items: { type: [String], required: true },
    isOn: { type: Boolean, required: true },
    rev: { type: Number },
    endsAt: date,
  },
  { ...options, collection: 'pauses' },
);
pauseSchema.index({ isOn: 1 }, { partialFilterExpression: { isOn: true } });
pauseSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

const printSchema = new Schema<PrintRecord>(
  { _id: text, print: text, who: text, place: text, count: number, at: date, endsAt: date },
  { ...options, collection: 'prints' },
);
printSchema.index({ print: 1, who: 1 });
printSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const GatesModel = model('Gates', gatesSchema);
export const FloodModel = model('Flood', floodSchema);
export const PauseModel = model('Pause', pauseSchema);
export const PrintModel = model('Print', printSchema);
