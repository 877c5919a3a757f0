import type { Byline } from '@hearth/shared/accounts/entity';
import type { HoldReason } from '@hearth/shared/held/entity';
import { model, Schema } from 'mongoose';

/** The commands that can wait: what they make stands in one place, and whoever gave them is named there. */
export const WAITING_COMMANDS = ['thread.start', 'post.reply'] as const;
export type WaitingCommand = (typeof WAITING_COMMANDS)[number];

/** A post that a gate did not let through: the command as it was given, which nothing has followed yet. */
export interface HeldRecord {
  readonly _id: string;
  /** It is carried out under the same id, so that it is one post, whoever tries how often. */
  readonly commandId: string;
  readonly personId: string;
  readonly by: Byline;
  readonly command: WaitingCommand;
  /** As its schema has read it; null once the words are gone. */
  readonly input: unknown;
  /** Where it is to stand. */
  readonly boardId: string;
  readonly threadId: string | null;
  readonly reasons: readonly HoldReason[];
  /** What is `publishing` is about to be published, and nothing else is done with it meanwhile. */
  readonly state: 'waiting' | 'publishing' | 'published' | 'refused' | 'withdrawn';
  readonly at: Date;
  /** Of the item in the review queue, the number of the event that decided last: decisions go forward only. */
  readonly turn: number;
  readonly decision: DecisionRecord | null;
  /** Where it was published, also where that was taken back. */
  readonly place: { readonly threadId: string; readonly no: number } | null;
  /** It stands in the review queue. */
  readonly isListed: boolean;
  readonly endsAt: Date | null;
}

export interface DecisionRecord {
  readonly at: Date;
  readonly words: string;
  readonly rule: string | null;
  readonly refusal: string | null;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;

const heldSchema = new Schema<HeldRecord>(
  {
    _id: text,
    commandId: text,
    personId: text,
    by: { type: Schema.Types.Mixed, required: true },
    command: text,
    input: Schema.Types.Mixed,
    boardId: text,
    threadId: { type: String, default: null },
    reasons: { type: [String], required: true },
    state: text,
    at: date,
    turn: { type: Number, required: true },
    decision: Schema.Types.Mixed,
    place: Schema.Types.Mixed,
    isListed: { type: Boolean, required: true },
    endsAt: { type: Date, default: null },
  },
  { strict: 'throw', minimize: false, versionKey: false, autoIndex: false, collection: 'held' },
);
heldSchema.index({ personId: 1, at: -1 });
// What goes with a thread that is moved: what is to stand in it, and what it was begun with.
heldSchema.index({ threadId: 1 }, { partialFilterExpression: { threadId: { $gt: '' } } });
heldSchema.index({ 'place.threadId': 1 }, { partialFilterExpression: { 'place.threadId': { $gt: '' } } });
// What a server that died has not put into the queue.
heldSchema.index({ isListed: 1, at: 1 }, { partialFilterExpression: { isListed: false } });
heldSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const HeldModel = model('Held', heldSchema);
