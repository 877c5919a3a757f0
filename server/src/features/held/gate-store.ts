import type { GateSettings } from '@hearth/shared/held/entity';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import {
  FloodModel,
  GatesModel,
  PrintModel,
  type FloodRecord,
  type GatesRecord,
  type PrintRecord,
} from './gate-model.ts';

export type { FloodRecord, PrintRecord } from './gate-model.ts';

const ALL = 'all';

export async function findGates(): Promise<GatesRecord | null> {
  return GatesModel.findById(ALL).lean<GatesRecord>();
}

export async function putGates(settings: GateSettings): Promise<void> {
  await retryOnDuplicate(() => GatesModel.updateOne({ _id: ALL }, { $set: settings }, { upsert: true }));
}

/** One for each board at most. */
export async function readFloods(): Promise<FloodRecord[]> {
  return FloodModel.find({}).lean<FloodRecord[]>();
}

export async function putFlood(boardId: string, endsAt: Date): Promise<void> {
  const put = () => FloodModel.updateOne({ _id: boardId }, { $max: { endsAt } }, { upsert: true });
  await retryOnDuplicate(put);
}

/** Once; what is lost of them with the power is one post that does not wait. */
export async function putPrint({ _id, ...fields }: PrintRecord): Promise<void> {
  const relaxed = { upsert: true, writeConcern: { w: 1, j: false } } as const;
  await retryOnDuplicate(() => PrintModel.updateOne({ _id }, { $setOnInsert: fields }, relaxed));
}

/** More than are needed to say that words are repeated. */
const PRINTS = 50;

/** Of the same words. */
export async function readPrints(print: string): Promise<PrintRecord[]> {
  return PrintModel.find({ print }).limit(PRINTS).lean<PrintRecord[]>();
}
