import type { Byline } from '@hearth/shared/accounts/entity';
import type { ComplaintReason } from '@hearth/shared/complaints/entity';
import type { PersonId } from '@hearth/shared/kernel/ids';
import { model, Schema } from 'mongoose';

export interface ComplaintRecord {
  readonly _id: string;
  readonly entryId: string;
  readonly reason: ComplaintReason;
  readonly words: string;
  readonly contact: string;
  /** Null: a stranger, or somebody who has left. */
  readonly by: { readonly personId: PersonId } | null;
  readonly at: Date;
  /** Null while nobody has decided. */
  readonly decision: DecisionRecord | null;
  /** The commands whose decision was taken back, and those that took it back: given once more they do nothing. */
  readonly past?: readonly string[];
  /** The store deletes it then. */
  readonly endsAt?: Date | null;
}

export interface DecisionRecord {
  readonly act: 'hide' | 'keep';
  readonly by: Byline | null;
  readonly at: Date;
  /** The command that decided: given twice it is carried out once. */
  readonly commandId: string;
}

const text = { type: String, required: true } as const;
const words = { type: String, default: '' } as const;
const mixed = { type: Schema.Types.Mixed, default: null } as const;

const complaintSchema = new Schema<ComplaintRecord>(
  {
    ...{ _id: text, entryId: text, reason: text, words, contact: words, by: mixed },
    ...{ at: { type: Date, required: true }, decision: mixed, endsAt: { type: Date, default: null } },
    past: { type: [String], default: undefined },
  },
  { collection: 'librarycomplaints', strict: 'throw', versionKey: false, autoIndex: false },
);
// What waits, the longest waiting first; and of one entry.
complaintSchema.index({ decision: 1, at: 1, _id: 1 });
complaintSchema.index({ entryId: 1, decision: 1 });
// Whose they are, and who decided, for export and erasure.
complaintSchema.index({ 'by.personId': 1 });
complaintSchema.index({ 'decision.by.personId': 1 });
complaintSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const ComplaintModel = model('LibraryComplaint', complaintSchema);
