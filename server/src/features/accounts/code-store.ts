import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { CodeModel, InvitationModel, type CodeRecord, type InvitationRecord } from './model.ts';

export type { CodeRecord, InvitationRecord } from './model.ts';

export async function insertCode(code: CodeRecord): Promise<void> {
  await CodeModel.insertOne(code);
}

/** What a link leads to, without using it. */
export async function findByToken(id: string): Promise<CodeRecord | null> {
  return CodeModel.findById(id).lean<CodeRecord>();
}

/** Takes the row of a link away and returns it: a link works once, whoever is quicker. */
export async function takeByToken(id: string, now: Date): Promise<CodeRecord | null> {
  return CodeModel.findOneAndDelete({ _id: id, endsAt: { $gt: now } }).lean<CodeRecord>();
}

/** Counts a try of the six digits against the newest row of that address; null when none is good any more. */
export async function countTry(email: string, now: Date, most: number): Promise<CodeRecord | null> {
  return CodeModel.findOneAndUpdate(
    { email, endsAt: { $gt: now }, tries: { $lt: most } },
    { $inc: { tries: 1 } },
    { sort: { endsAt: -1 }, returnDocument: 'after' },
  ).lean<CodeRecord>();
}

export async function deleteCodesOf(email: string): Promise<void> {
  await CodeModel.deleteMany({ email });
}

/** True when there were any. */
export async function deleteCodesFor(personId: string): Promise<boolean> {
  return (await CodeModel.deleteMany({ personId })).deletedCount > 0;
}

/** Keeps an invitation, or gives back the one that is kept under that id already. */
export async function keepInvitation(invitation: InvitationRecord): Promise<InvitationRecord> {
  const { _id, ...fields } = invitation;
  await retryOnDuplicate(() => InvitationModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }));
  return (await InvitationModel.findById(_id).lean<InvitationRecord>()) ?? invitation;
}

/** The invitation a link leads to; null where it never was, or has ended. */
export async function findInvitation(id: string, now: Date): Promise<InvitationRecord | null> {
  return InvitationModel.findOne({
    $or: [{ _id: id }, { mailedId: id }],
    endsAt: { $gt: now },
  }).lean<InvitationRecord>();
}

/** Takes one place in somebody's name, once however often it is tried; false when there is none left. */
export async function takePlace(id: string, personId: string, now: Date): Promise<boolean> {
  const taken = await InvitationModel.updateOne(
    { _id: id, endsAt: { $gt: now }, usesLeft: { $gt: 0 }, takenBy: { $ne: personId } },
    { $inc: { usesLeft: -1 }, $push: { takenBy: personId } },
  );
  return taken.modifiedCount === 1 || (await InvitationModel.exists({ _id: id, takenBy: personId })) !== null;
}

export async function giveBackPlace(id: string, personId: string): Promise<void> {
  await InvitationModel.updateOne(
    { _id: id, takenBy: personId },
    { $inc: { usesLeft: 1 }, $pull: { takenBy: personId } },
  );
}

export async function readInvitationsOf(personId: string): Promise<InvitationRecord[]> {
  return InvitationModel.find({ by: personId }).lean<InvitationRecord[]>();
}

/**
 * Invitations somebody made end, and no list of who came by one names them. Few exist at a time: they last a week. True when
 * there were any.
 */
export async function forgetInvitations(personId: string): Promise<boolean> {
  const { deletedCount } = await InvitationModel.deleteMany({ by: personId });
  const { modifiedCount } = await InvitationModel.updateMany({ takenBy: personId }, { $pull: { takenBy: personId } });
  return deletedCount + modifiedCount > 0;
}

/** Invitations that were sent to an address are good for whoever is shown them, and name it no more. */
export async function forgetInvited(email: string): Promise<void> {
  await InvitationModel.updateMany({ mailedTo: email }, { $unset: { mailedId: 1, mailedTo: 1 } });
}
