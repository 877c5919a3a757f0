import type { PersonId } from '@hearth/shared/kernel/ids';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import { ViewModel, type ViewRecord } from './view-model.ts';

export type { ViewRecord } from './view-model.ts';

export async function findView(id: string): Promise<ViewRecord | null> {
  return ViewModel.findById(id).lean<ViewRecord>();
}

/** One that is there already stays as it is. */
export async function putView({ _id, ...fields }: ViewRecord): Promise<void> {
  await retryOnDuplicate(() => ViewModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }));
}

/** By name. */
export async function readViews(personId: string): Promise<ViewRecord[]> {
  return ViewModel.find({ personId }).sort({ name: 1, _id: 1 }).lean<ViewRecord[]>();
}

export async function deleteView(personId: string, _id: string): Promise<void> {
  await ViewModel.deleteOne({ _id, personId });
}

/** Their own, and others' that look for them. True when there were any. */
export async function deleteViews(personId: PersonId): Promise<boolean> {
  const [own, others] = [{ personId }, { 'filter.personId': personId }];
  const gone = [await ViewModel.deleteMany(own), await ViewModel.deleteMany(others)];
  return gone.some(({ deletedCount }) => deletedCount > 0);
}
