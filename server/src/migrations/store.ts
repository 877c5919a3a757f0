import { MigrationModel } from './model.ts';

/** Names of the migrations that have run on this store. */
export async function readDone(): Promise<ReadonlySet<string>> {
  return new Set(await MigrationModel.distinct('_id'));
}

export async function markDone(name: string, at: Date): Promise<void> {
  await MigrationModel.insertOne({ _id: name, at });
}
