import type { Byline } from '@hearth/shared/accounts/entity';
import type { RuleId, RuleSource } from '@hearth/shared/house-rules/entity';
import { model, Schema } from 'mongoose';

interface InBoth {
  readonly en: string;
  readonly es: string;
}

/** A version that somebody published. Written once, and never changed but for the name of whoever leaves. */
export interface RulesRecord {
  /** The number of the version: of two who publish at once, one does. */
  readonly _id: number;
  readonly commandId: string;
  readonly rules: readonly (RuleSource & { readonly html: InBoth })[];
  readonly changes: InBoth;
  readonly by: Byline | null;
  readonly at: Date;
}

/** That somebody agreed to a version. */
export interface ConsentRecord {
  /** The person and the version. */
  readonly _id: string;
  readonly personId: string;
  readonly version: number;
  readonly at: Date;
}

export interface ReasonRecord {
  readonly _id: string;
  readonly boardId: string | null;
  readonly ruleId: RuleId;
  readonly words: InBoth;
  readonly at: Date;
}

const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;
const date = { type: Date, required: true } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;

const rulesSchema = new Schema<RulesRecord>(
  {
    _id: Number,
    commandId: { type: String, required: true },
    rules: mixed,
    changes: mixed,
    by: { type: Schema.Types.Mixed, default: null },
    at: date,
  },
  { ...options, collection: 'houserules' },
);
rulesSchema.index({ commandId: 1 }, { unique: true });

const consentSchema = new Schema<ConsentRecord>(
  { _id: String, personId: { type: String, required: true }, version: { type: Number, required: true }, at: date },
  { ...options, collection: 'consents' },
);
consentSchema.index({ personId: 1, version: -1 });

const reasonSchema = new Schema<ReasonRecord>(
  {
    _id: String,
    boardId: { type: String, default: null },
    ruleId: { type: String, required: true },
    words: mixed,
    at: date,
  },
  { ...options, collection: 'reasons' },
);
reasonSchema.index({ boardId: 1, at: 1 });

export const RulesModel = model('HouseRules', rulesSchema);
export const ConsentModel = model('Consent', consentSchema);
export const ReasonModel = model('Reason', reasonSchema);
