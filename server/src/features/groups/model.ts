import type { Language } from '@hearth/shared/accounts/entity';
import type { GroupKind, Membership } from '@hearth/shared/groups/entity';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

export interface GroupRecord extends Aggregate {
  readonly _id: string;
  readonly name: string;
  readonly purpose: string;
  readonly language: Language;
  readonly kind: GroupKind;
  /** Owners included. */
  readonly members: number;
  readonly owners: number;
  /** How many have asked to be let in. */
  readonly waiting: number;
}

/** What somebody is to a group; also that they have left, so that nothing older brings them back. */
export interface MembershipRecord {
  readonly groupId: string;
  readonly personId: string;
  readonly membership: Membership;
  readonly at: Date;
  readonly rev: number;
}

const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;
const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;

const groupSchema = new Schema<GroupRecord>(
  {
    _id: text,
    name: text,
    purpose: text,
    language: text,
    kind: text,
    members: number,
    owners: number,
    waiting: number,
    seq: number,
    mark: text,
  },
  { ...options, collection: 'groups' },
);

const membershipSchema = new Schema<MembershipRecord>(
  { groupId: text, personId: text, membership: text, at: { type: Date, required: true }, rev: number },
  { ...options, collection: 'memberships' },
);
membershipSchema.index({ groupId: 1, personId: 1 }, { unique: true });
// Who is in a group, the newest first, and who waits.
membershipSchema.index({ groupId: 1, membership: 1, at: -1, personId: 1 });
// What somebody is in.
membershipSchema.index({ personId: 1 });

export const GroupModel = model('Group', groupSchema);
export const MembershipModel = model('Membership', membershipSchema);
