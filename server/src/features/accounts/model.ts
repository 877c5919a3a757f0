import type { Language, Work } from '@hearth/shared/accounts/entity';
import type { Role } from '@hearth/shared/kernel/rights';
import type { GroupId } from '@hearth/shared/kernel/ids';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

export interface PersonRecord extends Aggregate {
  readonly _id: string;
  /** Folded; one mailbox is one account. */
  readonly email: string;
  readonly name: string;
  /** Folded, for finding people by the beginning of their name. */
  readonly nameKey: string;
  /** The same from each later word of the name on: `maria fuentes` and `fuentes` of Ana María Fuentes. */
  readonly laterKeys: readonly string[];
  readonly work: Work;
  readonly school: string;
  readonly state: string;
  readonly languages: readonly Language[];
  readonly bio: string;
  readonly locale: Language;
  readonly role: Role;
  /** The groups they are in: what a session says of them, and what is counted. Accounts from before there were any have none. */
  readonly groups?: readonly GroupId[];
  /** The number of the last event of each group that has said something of them. */
  readonly groupSeqs?: Readonly<Record<string, number>>;
  /** `waiting`: for somebody's welcome. `closed`: may not come in any more. */
  readonly status: 'active' | 'waiting' | 'closed';
  /** argon2id, in PHC form; null for those who come in by e-mail only. */
  readonly passwordHash: string | null;
  /** True once a mail to the address was answered; until then it is what somebody claimed. */
  readonly isProven?: boolean;
  /** Set while the account is being erased: what becomes of the words. The document itself goes last. */
  readonly erasing: 'keep' | 'remove' | null;
  /** Random, and known to nobody once the document is gone: what the ids of the commands of the erasure are made with. */
  readonly erasingKey?: string;
  /** When somebody last began to look for traces of them. */
  readonly erasingSince?: Date | null;
  /** When this admin was last about to be none; see `mayLeaveAdmins`. */
  readonly leavesAdminsAt?: Date;
  /** What moderators have decided about them, as far as sessions have to know it; nothing for nearly everybody. */
  readonly standing?: Standing;
  /** One can sign in as this person while the demo network is shown. */
  readonly isDemo: boolean;
  readonly joinedAt: Date;
  /** That they have joined is still to be told. */
  readonly isUntold?: boolean;
  /** Somebody of the staff has asked them in. */
  readonly isInvited?: boolean;
}

/** See the feature `sanctions`, which has the words. */
export interface Standing {
  /** Of the record it was made of: the latest counts. */
  readonly rev: number;
  /** Until when one may not write, or not come in; they end by the clock. Null for until it is lifted. */
  readonly inForce: readonly {
    readonly kind: 'silence' | 'suspension';
    readonly until: Date | null;
  }[];
  /** What one was told of it and has not read. */
  readonly unread: number;
}

export interface SessionRecord {
  /** SHA-256 of the token in the cookie; the token itself is stored nowhere. */
  readonly _id: string;
  /** Names the session to its owner. */
  readonly handle: string;
  readonly personId: string;
  readonly device: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  readonly endsAt: Date;
}

/** Somebody who wants to join, until they have read a mail to the address: nothing else knows of them before. */
export interface SignUpRecord {
  /** A keyed hash of the command's id, so that trying again finds it and nobody else does. */
  readonly _id: string;
  /** Of the account that will be opened, drawn by the server: nobody chooses a number, and none is given twice. */
  readonly personId: string;
  readonly email: string;
  readonly profile: Pick<PersonRecord, 'name' | 'work' | 'school' | 'state' | 'languages' | 'locale'>;
  readonly passwordHash: string | null;
  /** Of the invitation's link. */
  readonly invitationId: string | null;
  /** What people do not see was filled in. */
  readonly isTrapped?: boolean;
  readonly at: Date;
  readonly endsAt: Date;
}

export interface CodeRecord {
  /** SHA-256 of the link's token. */
  readonly _id: string;
  /** Whom it signs in; null where it opens an account, or is for nobody. */
  readonly personId: string | null;
  readonly signUpId: string | null;
  readonly email: string;
  /** Keyed hash of the six digits. */
  readonly codeHash: string;
  readonly tries: number;
  readonly endsAt: Date;
}

export interface InvitationRecord {
  /** SHA-256 of the link's token. */
  readonly _id: string;
  /** The same of the link that was mailed, and to which address: whoever comes by it has read the mail. */
  readonly mailedId?: string;
  readonly mailedTo?: string;
  readonly by: string;
  readonly usesLeft: number;
  /** Who joined by it, so that trying again takes no second place. */
  readonly takenBy: readonly string[];
  readonly endsAt: Date;
}

const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;
const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;

const personSchema = new Schema<PersonRecord>(
  {
    _id: text,
    email: text,
    name: text,
    nameKey: text,
    laterKeys: { type: [String], default: undefined },
    work: text,
    school: { type: String, default: '' },
    state: { type: String, default: '' },
    languages: { type: [String], required: true },
    bio: { type: String, default: '' },
    locale: text,
    role: text,
    groups: { type: [String], default: undefined },
    groupSeqs: Schema.Types.Mixed,
    status: text,
    passwordHash: { type: String, default: null },
    isProven: Boolean,
    erasing: { type: String, default: null },
    erasingKey: String,
    erasingSince: Date,
    leavesAdminsAt: Date,
    standing: Schema.Types.Mixed,
    isDemo: { type: Boolean, default: false },
    joinedAt: date,
    isUntold: Boolean,
    isInvited: Boolean,
    seq: { type: Number, default: 0 },
    mark: { type: String, default: '' },
  },
  { ...options, collection: 'people' },
);
personSchema.index({ email: 1 }, { unique: true });
// Finding members by the beginning of their name: those who wait or are closed are not gone through.
personSchema.index({ status: 1, nameKey: 1, _id: 1 });
personSchema.index({ laterKeys: 1 });
// Who waits for a welcome, and whom one can sign in as in the demo network.
personSchema.index({ status: 1, joinedAt: 1 });
personSchema.index({ isDemo: 1, nameKey: 1 });
// Of whose joining nobody has been told yet.
personSchema.index({ isUntold: 1 }, { partialFilterExpression: { isUntold: true } });
// How many are in any of several groups, for what a composer says about its readers.
personSchema.index({ groups: 1, status: 1, isDemo: 1 });
// How many members there are, those of the district, and those who do the same in some states.
personSchema.index({ status: 1, isDemo: 1, work: 1, state: 1 });
// Whose names nobody else may look like, and how many staff there are.
personSchema.index({ role: 1, status: 1, isDemo: 1 });

const sessionSchema = new Schema<SessionRecord>(
  {
    _id: text,
    handle: text,
    personId: text,
    device: { type: String, default: '' },
    startedAt: date,
    seenAt: date,
    endsAt: date,
  },
  { ...options, collection: 'sessions' },
);
sessionSchema.index({ personId: 1, seenAt: -1 });
sessionSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

const codeSchema = new Schema<CodeRecord>(
  {
    _id: text,
    personId: { type: String, default: null },
    signUpId: { type: String, default: null },
    email: text,
    codeHash: text,
    tries: { type: Number, required: true },
    endsAt: date,
  },
  { ...options, collection: 'codes' },
);
codeSchema.index({ email: 1, endsAt: -1 });
codeSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

const invitationSchema = new Schema<InvitationRecord>(
  {
    _id: text,
    mailedId: String,
    mailedTo: String,
    by: text,
    usesLeft: { type: Number, required: true },
    takenBy: { type: [String], default: [] },
    endsAt: date,
  },
  { ...options, collection: 'invitations' },
);
invitationSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });
invitationSchema.index({ mailedId: 1 }, { partialFilterExpression: { mailedId: { $exists: true } } });

const signUpSchema = new Schema<SignUpRecord>(
  {
    _id: text,
    personId: text,
    email: text,
    profile: { type: Schema.Types.Mixed, required: true },
    passwordHash: { type: String, default: null },
    invitationId: { type: String, default: null },
    isTrapped: Boolean,
    at: date,
    endsAt: date,
  },
  { ...options, collection: 'signups' },
);
signUpSchema.index({ email: 1, at: -1 });
signUpSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const PersonModel = model('Person', personSchema);
export const SessionModel = model('Session', sessionSchema);
export const CodeModel = model('Code', codeSchema);
export const SignUpModel = model('SignUp', signUpSchema);
export const InvitationModel = model('Invitation', invitationSchema);
