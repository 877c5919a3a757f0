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

/** True when there were any. */
export async function deleteViews(personId: string): Promise<boolean> {
  return (await ViewModel.deleteMany({ personId })).deletedCount > 0;
}
