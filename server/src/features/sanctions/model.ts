import type { Byline } from '@hearth/shared/accounts/entity';
import type { RuleId } from '@hearth/shared/house-rules/entity';
import type { Role } from '@hearth/shared/kernel/rights';
import type { SanctionKind } from '@hearth/shared/sanctions/entity';
import { model, Schema } from 'mongoose';

interface Step {
  /** Of which it is the work: given again it changes nothing. */
  readonly commandId: string;
  readonly by: Byline | null;
  readonly at: Date;
  readonly words: string;
}

export interface SanctionRecord extends Step {
  readonly id: string;
  readonly kind: SanctionKind;
  /** What whoever decided was at that time. */
  readonly byRole: Role;
  readonly ruleId: RuleId;
  readonly until: Date | null;
  readonly lifted: (Step & { readonly isMistake: boolean }) | null;
  readonly appeal:
    (Omit<Step, 'by'> & { readonly decision: (Step & { readonly outcome: 'upheld' | 'overturned' }) | null }) | null;
  readonly isUnread: boolean;
}

export interface NoteRecord extends Step {
  readonly id: string;
  readonly byRole: Role;
}

/** All that moderators decided and noted about one person. */
export interface StandingRecord {
  /** The person. */
  readonly _id: string;
  readonly rev: number;
  readonly sanctions: readonly SanctionRecord[];
  readonly notes: readonly NoteRecord[];
  /** What is to follow and may not have followed yet, since when. */
  readonly untold: readonly Untold[];
  readonly untoldSince: Date | null;
  /** When the last of what is in force ends; far away for what has no end. Null for nothing. */
  readonly inForceUntil: Date | null;
  /** Since when the oldest appeal waits. */
  readonly appealSince: Date | null;
  /** Staff who are named in it, so that they are found when they leave. */
  readonly names: readonly string[];
}

/** Whom is to be told of what. */
export interface Untold {
  readonly sanctionId: string;
  readonly what: 'imposed' | 'lifted' | 'appealed' | 'decided';
}

const standingSchema = new Schema<StandingRecord>(
  {
    _id: String,
    rev: { type: Number, required: true },
    sanctions: { type: [Schema.Types.Mixed], required: true },
    notes: { type: [Schema.Types.Mixed], required: true },
    untold: { type: [Schema.Types.Mixed], required: true },
    untoldSince: { type: Date, default: null },
    inForceUntil: { type: Date, default: null },
    appealSince: { type: Date, default: null },
    names: { type: [String], required: true },
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'standings' },
);
standingSchema.index({ untoldSince: 1 });
standingSchema.index({ inForceUntil: 1, _id: 1 });
standingSchema.index({ appealSince: 1, _id: 1 });
standingSchema.index({ names: 1 });

export const StandingModel = model('Standing', standingSchema);
