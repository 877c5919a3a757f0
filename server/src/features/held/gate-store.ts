import type { GateSettings } from '@hearth/shared/held/entity';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import {
  FloodModel,
  GatesModel,
  PauseModel,
  PrintModel,
  type FloodRecord,
  type GatesRecord,
  type PauseRecord,
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

export async function findPause(personId: string): Promise<PauseRecord | null> {
  return PauseModel.findById(personId).lean<PauseRecord>();
}

/** More than there ever are: whoever is new for longer is looked at by a moderator. */
const PAUSED = 1_000;

/** Whose posts wait. */
export async function readPaused(): Promise<string[]> {
  const found = await PauseModel.find({ isOn: true }, { _id: 1 }).limit(PAUSED).lean<Pick<PauseRecord, '_id'>[]>();
  return found.map(({ _id }) => _id);
}

export async function addToPause(personId: string, itemId: string, endsAt: Date): Promise<void> {
  const change = { $addToSet: { items: itemId }, $max: { endsAt }, $setOnInsert: { isOn: false } };
  await retryOnDuplicate(() => PauseModel.updateOne({ _id: personId }, change, { upsert: true }));
}

export async function turnPause(personId: string, isOn: boolean): Promise<void> {
  await PauseModel.updateOne({ _id: personId }, { $set: { isOn } });
}

/** True when there was one. */
export async function deletePause(personId: string): Promise<boolean> {
  return (await PauseModel.deleteOne({ _id: personId })).deletedCount > 0;
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
