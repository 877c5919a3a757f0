import type { PersonId } from '@hearth/shared/kernel/ids';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { ComplaintModel, type ComplaintRecord, type DecisionRecord } from './model.ts';

export type { ComplaintRecord, DecisionRecord } from './model.ts';

export async function findComplaint(id: string): Promise<ComplaintRecord | null> {
  return ComplaintModel.findById(id).lean<ComplaintRecord>();
}

/** Once, however often the same is tried. */
export async function putComplaint({ _id, ...fields }: ComplaintRecord): Promise<void> {
  await retryOnDuplicate(() => ComplaintModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }));
}

interface Decided {
  readonly decision: DecisionRecord;
  readonly endsAt: Date;
}

/** False where somebody was quicker. */
export async function decide(_id: string, decided: Decided): Promise<boolean> {
  return (await ComplaintModel.updateOne({ _id, decision: null }, { $set: decided })).matchedCount === 1;
}

/** So many commands are known of one: more than are under way at once. */
const PAST = 20;

/** What could not be done is open again, and what is taken back; `past`: the commands that are known from then on. */
export async function reopen(_id: string, commandId: string, past: readonly string[] = []): Promise<void> {
  const open = { $set: { decision: null, endsAt: null }, $push: { past: { $each: [...past], $slice: -PAST } } };
  await ComplaintModel.updateOne({ _id, 'decision.commandId': commandId }, open);
}

/** Those that were there when it was decided. */
export async function decideAllOf(entryId: string, decided: Decided): Promise<void> {
  const waiting = { entryId, decision: null, at: { $lte: decided.decision.at } };
  await ComplaintModel.updateMany(waiting, { $set: decided });
}

export async function countOpen(entryId?: string): Promise<number> {
  return ComplaintModel.countDocuments({ ...(entryId && { entryId }), decision: null });
}

/** The longest waiting first. */
export async function readOpen(after: { at: Date; id: string } | null, most: number): Promise<ComplaintRecord[]> {
  const wanted = {
    decision: null,
    ...(after && { at: { $gte: after.at }, $or: [{ at: { $gt: after.at } }, { _id: { $gt: after.id } }] }),
  };
  return ComplaintModel.find(wanted).sort({ at: 1, _id: 1 }).limit(most).lean<ComplaintRecord[]>();
}

export async function readMadeBy(personId: PersonId): Promise<ComplaintRecord[]> {
  return ComplaintModel.find({ 'by.personId': personId }).lean<ComplaintRecord[]>();
}

/** How one could be reached goes with whoever made it; what it says stays, as of reports, unless it is to go. */
export async function forgetMaker(personId: PersonId, words: 'keep' | 'remove'): Promise<number> {
  const without = { by: null, contact: '', ...(words === 'remove' && { words: '' }) };
  return (await ComplaintModel.updateMany({ 'by.personId': personId }, { $set: without })).modifiedCount;
}

export async function forgetDecider(personId: PersonId): Promise<number> {
  const named = { 'decision.by.personId': personId };
  return (await ComplaintModel.updateMany(named, { $set: { 'decision.by': null } })).modifiedCount;
}
