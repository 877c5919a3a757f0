import { model, Schema } from 'mongoose';
import type { AuditSubject, AuditValues } from '../../request/audit-log.ts';

/**
 * That somebody was about to do what only some may, or looked at what only some may see. People stand in it under names that
 * stand for them here alone, and of what members write it has nothing: so it can stay as it is for good.
 */
export interface AuditRecord {
  /** Made of who does what on what by which command: the same act is one record. */
  readonly _id: string;
  /** When, and the id: what the list is sorted by. */
  readonly order: string;
  readonly at: Date;
  readonly by: string;
  readonly act: string;
  /** Its command; empty of a look. */
  readonly commandId: string;
  readonly on: AuditSubject;
  readonly boards: readonly string[];
  readonly about: string | null;
  readonly before: AuditValues;
  readonly after: AuditValues;
  /** In the words of whoever acts. */
  readonly reason: string | null;
}

/** What became of it. Nothing of an act over which a process died. */
export interface AuditOutcomeRecord {
  /** The record's id and the outcome. */
  readonly _id: string;
  readonly record: string;
  readonly outcome: 'done' | 'refused';
}

/** Under which name somebody stands in the log. Gone with them. */
export interface AuditNameRecord {
  /** Of the person. */
  readonly _id: string;
  readonly name: string;
}

const options = { strict: 'throw', versionKey: false, autoIndex: false, minimize: false } as const;
const text = { type: String, required: true } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;

const auditSchema = new Schema<AuditRecord>(
  {
    _id: text,
    order: text,
    at: { type: Date, required: true },
    by: text,
    act: text,
    commandId: { type: String },
    on: mixed,
    boards: { type: [String], required: true },
    about: { type: String, default: null },
    before: mixed,
    after: mixed,
    reason: { type: String, default: null },
  },
  { ...options, collection: 'audit' },
);
auditSchema.index({ order: -1 });
auditSchema.index({ by: 1, order: -1 });
auditSchema.index({ about: 1, order: -1 });
auditSchema.index({ boards: 1, order: -1 });
auditSchema.index({ act: 1, order: -1 });
// What a command noted whose first try may have died.
auditSchema.index({ commandId: 1 });

const outcomeSchema = new Schema<AuditOutcomeRecord>(
  { _id: text, record: text, outcome: text },
  { ...options, collection: 'auditoutcomes' },
);
outcomeSchema.index({ record: 1 });

const nameSchema = new Schema<AuditNameRecord>({ _id: text, name: text }, { ...options, collection: 'auditnames' });
nameSchema.index({ name: 1 });

export const AuditModel = model('Audit', auditSchema);
export const AuditOutcomeModel = model('AuditOutcome', outcomeSchema);
export const AuditNameModel = model('AuditName', nameSchema);
