import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { forgetJobs } from '../../jobs/store.ts';
import { deleteCodesOf, forgetInvited } from './code-store.ts';
import { SignUpModel, type SignUpRecord } from './model.ts';

export type { SignUpRecord } from './model.ts';

/** Keeps it, or gives back the one that is kept under that id already, whatever it says. */
export async function keepSignUp(signUp: SignUpRecord): Promise<SignUpRecord> {
  const { _id, ...fields } = signUp;
  await retryOnDuplicate(() => SignUpModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }));
  return (await findSignUp(_id)) ?? signUp;
}

export async function findSignUp(id: string): Promise<SignUpRecord | null> {
  return SignUpModel.findById(id).lean<SignUpRecord>();
}

/** A few: mails to an address are counted. */
export async function readSignUpsOf(email: string, now: Date): Promise<SignUpRecord[]> {
  return SignUpModel.find({ email, endsAt: { $gt: now } }).lean<SignUpRecord[]>();
}

/** The latest of an address, for whoever has lost the mail. */
export async function findLatestSignUp(email: string, now: Date): Promise<SignUpRecord | null> {
  return SignUpModel.findOne({ email, endsAt: { $gt: now } })
    .sort({ at: -1, _id: 1 })
    .lean<SignUpRecord>();
}

export async function deleteSignUpsOf(email: string): Promise<void> {
  await SignUpModel.deleteMany({ email });
}

/** What is kept of an address beside its account. Before the account is erased, so that a crash in between leaves nothing. */
export async function forgetAddress(email: string): Promise<void> {
  await deleteSignUpsOf(email);
  await deleteCodesOf(email);
  await forgetJobs(email);
  await forgetInvited(email);
}
