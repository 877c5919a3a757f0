import type { Byline } from '@hearth/shared/accounts/entity';
import type { ReviewAct, ReviewKind, ReviewState, ReviewStepKind, ReviewSubject } from '@hearth/shared/review/entity';
import type { Role } from '@hearth/shared/kernel/rights';
import type { ReportReason } from '@hearth/shared/review/limits';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

export interface StepRecord {
  readonly kind: ReviewStepKind;
  readonly by: Byline | null;
  readonly at: Date;
  readonly to?: Byline | null;
  readonly words?: string;
  readonly act?: ReviewAct;
  /** That a moderator has put it up by this, also once they have left. */
  readonly isPutUp?: true;
}

export interface OutcomeRecord {
  readonly act: ReviewAct;
  readonly rule: string | null;
  readonly words: string;
  readonly by: Byline | null;
  readonly at: Date;
}

/** What is appealed against: whoever decided it has no say, and what an admin decided is for admins. */
export interface AgainstRecord {
  readonly by: { readonly personId: string } | null;
  readonly byRole: Role;
}

/** `editedAt`: of the words that it was hidden for. Whatever a moderator decides about these, reports do not hide them again. */
export interface HiddenRecord {
  readonly editedAt: Date | null;
  /** Whether it was so for what is to be decided now, or was decided last. */
  readonly isOn: boolean;
}

/**
 * One for each thing that is up for review. It says where that is, and holds the words of moderators alone: what members wrote
 * is read where it stands, with the rights of whoever looks.
 */
export interface ReviewRecord extends Aggregate {
  readonly _id: string;
  readonly kind: ReviewKind;
  /** Null once the person it is about was erased. */
  readonly subject: Exclude<ReviewSubject, { kind: 'gone' }> | null;
  readonly against?: AgainstRecord;
  /** Of a post that waits or waited, which is forgotten sooner: {@link whoseOf}. Items from before there was that have none. */
  readonly whose?: string;
  /** The board it was on when somebody last looked; null for what is on none. Rights are asked of where it is now. */
  readonly boardId: string | null;
  readonly state: ReviewState;
  /** How many report it for what. */
  readonly reasons: Readonly<Partial<Record<ReportReason, number>>>;
  readonly openedAt: Date;
  /** The higher the sooner it is shown; see `urgencyOf`. */
  readonly urgency: number;
  readonly claim: { readonly by: Byline | null; readonly until: Date } | null;
  readonly assigned: Byline | null;
  readonly due: Date | null;
  readonly outcome: OutcomeRecord | null;
  readonly steps: readonly StepRecord[];
  /** That several people who reported it have hidden it. Items from before there was that have none. */
  readonly hidden?: HiddenRecord;
  /** The number of the event that last decided something: whoever has not seen it decides nothing. */
  readonly turn: number;
}

/** What one person says of one thing. */
export interface ReportRecord {
  readonly _id: string;
  readonly itemId: string;
  /** Null once they have left. */
  readonly by: { readonly personId: string } | null;
  readonly reason: ReportReason;
  readonly note: string;
  readonly at: Date;
  /** How often it was found to break no rule before they reported it once more; nothing where it never was. */
  readonly wrong?: number;
  readonly rev: number;
}

const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;
const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;
const number = { type: Number, required: true } as const;

const itemSchema = new Schema<ReviewRecord>(
  {
    _id: text,
    kind: text,
    subject: Schema.Types.Mixed,
    against: Schema.Types.Mixed,
    whose: String,
    boardId: String,
    state: text,
    reasons: { type: Schema.Types.Mixed, required: true },
    openedAt: date,
    urgency: number,
    claim: Schema.Types.Mixed,
    assigned: Schema.Types.Mixed,
    due: Date,
    outcome: Schema.Types.Mixed,
    steps: { type: Schema.Types.Mixed, required: true },
    hidden: Schema.Types.Mixed,
    turn: number,
    seq: number,
    mark: text,
  },
  { ...options, minimize: false, collection: 'review_items' },
);
// What is open, by urgency and then the oldest first, everywhere and on boards; what was decided, the latest first.
itemSchema.index({ state: 1, urgency: -1, openedAt: 1, _id: 1 });
itemSchema.index({ state: 1, boardId: 1, urgency: -1, openedAt: 1, _id: 1 });
itemSchema.index({ state: 1, 'outcome.at': -1, _id: 1 });
itemSchema.index({ state: 1, boardId: 1, 'outcome.at': -1, _id: 1 });
// What is about a thread, when it is moved; about a person, when they leave; and what somebody did as a moderator.
itemSchema.index({ 'subject.threadId': 1 }, { partialFilterExpression: { 'subject.threadId': { $gt: '' } } });
itemSchema.index({ 'subject.personId': 1 }, { partialFilterExpression: { 'subject.personId': { $gt: '' } } });
itemSchema.index({ 'steps.by.personId': 1 });
itemSchema.index({ 'steps.to.personId': 1 });
for (const who of ['against.by', 'claim.by', 'assigned', 'outcome.by'])
  itemSchema.index({ [`${who}.personId`]: 1 }, { partialFilterExpression: { [`${who}.personId`]: { $gt: '' } } });

const reportSchema = new Schema<ReportRecord>(
  {
    _id: text,
    itemId: text,
    by: Schema.Types.Mixed,
    reason: text,
    note: { type: String, default: '' },
    at: date,
    wrong: Number,
    rev: number,
  },
  { ...options, collection: 'reports' },
);
reportSchema.index({ itemId: 1, at: 1 });
reportSchema.index({ 'by.personId': 1, at: -1 }, { partialFilterExpression: { 'by.personId': { $gt: '' } } });

export const ReviewModel = model('ReviewItem', itemSchema);
export const ReportModel = model('Report', reportSchema);
