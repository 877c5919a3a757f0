import { CodeModel, InvitationModel, type CodeRecord, type InvitationRecord } from './model.ts';

export type { CodeRecord, InvitationRecord } from './model.ts';

export async function insertCode(code: CodeRecord): Promise<void> {
  await CodeModel.insertOne(code);
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

export async function insertInvitation(invitation: InvitationRecord): Promise<void> {
  await InvitationModel.insertOne(invitation);
}

export async function isInvited(id: string, now: Date): Promise<boolean> {
  return (await InvitationModel.exists({ _id: id, endsAt: { $gt: now }, usesLeft: { $gt: 0 } })) !== null;
}

/** Uses one place of an invitation; false when there is none left. */
export async function useInvitation(id: string, now: Date): Promise<boolean> {
  const used = await InvitationModel.updateOne(
    { _id: id, endsAt: { $gt: now }, usesLeft: { $gt: 0 } },
    { $inc: { usesLeft: -1 } },
  );
  return used.modifiedCount === 1;
}
