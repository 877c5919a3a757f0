import { SectionModel, type SectionRecord } from './section-model.ts';

export type { SectionRecord } from './section-model.ts';

/** Sections are few: all of them, in their order. */
export async function readSections(): Promise<SectionRecord[]> {
  return SectionModel.find().sort({ order: 1, _id: 1 }).lean<SectionRecord[]>();
}

/** Once, however often it is tried. */
export async function insertSection({ _id, ...fields }: SectionRecord): Promise<void> {
  await SectionModel.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true });
}

/** False where there is none. */
export async function changeSection({ _id, ...fields }: SectionRecord): Promise<boolean> {
  return (await SectionModel.updateOne({ _id }, { $set: fields })).matchedCount === 1;
}

export async function deleteSection(_id: string): Promise<void> {
  await SectionModel.deleteOne({ _id });
}
