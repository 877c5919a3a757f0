import type { Membership } from '@hearth/shared/groups/entity';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { GroupModel, MembershipModel, type GroupRecord, type MembershipRecord } from './model.ts';

export type { GroupRecord, MembershipRecord } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

export async function findGroup(id: string): Promise<GroupRecord | null> {
  return GroupModel.findById(id).lean<GroupRecord>();
}

/** Whether what event `seq` made of the group can be lost no more. */
export async function isGroupDurable(_id: string, seq: number): Promise<boolean> {
  return (await GroupModel.exists({ _id, seq: { $gte: seq } }).readConcern('majority')) !== null;
}

/** Only ever moves forward. */
export async function advanceGroup({ _id, ...fields }: GroupRecord): Promise<void> {
  await retryOnDuplicate(() => GroupModel.updateOne({ _id }, { $setOnInsert: fields }, { ...relaxed, upsert: true }));
  await GroupModel.updateOne({ _id, seq: { $lt: fields.seq } }, { $set: fields }, relaxed);
}

/** All of them: groups are few, as boards are. */
export async function readGroups(): Promise<GroupRecord[]> {
  return GroupModel.find().sort({ name: 1, _id: 1 }).lean<GroupRecord[]>();
}

export async function readGroupsById(ids: readonly string[]): Promise<GroupRecord[]> {
  return GroupModel.find({ _id: { $in: [...ids] } }).lean<GroupRecord[]>();
}

/** Unless a newer one is there. */
export async function putMembership({ groupId, personId, ...fields }: MembershipRecord): Promise<void> {
  const one = { groupId, personId };
  const put = () => MembershipModel.updateOne(one, { $setOnInsert: fields }, { ...relaxed, upsert: true });
  await retryOnDuplicate(put);
  await MembershipModel.updateOne({ ...one, rev: { $lt: fields.rev } }, { $set: fields }, relaxed);
}

export async function findMembership(groupId: string, personId: string): Promise<MembershipRecord | null> {
  return MembershipModel.findOne({ groupId, personId }).lean<MembershipRecord>();
}

/** What somebody is, or was, to any group. */
export async function readMembershipsOf(personId: string): Promise<MembershipRecord[]> {
  return MembershipModel.find({ personId }).lean<MembershipRecord[]>();
}

/** True when there were any. */
export async function deleteMembershipsOf(personId: string): Promise<boolean> {
  return (await MembershipModel.deleteMany({ personId })).deletedCount > 0;
}

/** The newest first, after the one that was read last. */
export async function readNewest(
  groupId: string,
  membership: Membership,
  after: { readonly at: Date; readonly personId: string } | null,
  most: number,
): Promise<MembershipRecord[]> {
  // The first condition bounds the index.
  const below = after && {
    at: { $lte: after.at },
    $or: [{ at: { $lt: after.at } }, { personId: { $gt: after.personId } }],
  };
  return MembershipModel.find({ groupId, membership, ...below })
    .sort({ at: -1, personId: 1 })
    .limit(most)
    .lean<MembershipRecord[]>();
}

/** The longest waiting first. */
export async function readLongest(groupId: string, membership: Membership, most: number): Promise<MembershipRecord[]> {
  return MembershipModel.find({ groupId, membership })
    .sort({ at: 1, personId: -1 })
    .limit(most)
    .lean<MembershipRecord[]>();
}
