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

/** Whoever looked at it before is overtaken by this. */
export async function addToPause(personId: string, itemId: string, endsAt: Date): Promise<void> {
  const change = { $addToSet: { items: itemId }, $max: { endsAt }, $setOnInsert: { isOn: false }, $inc: { rev: 1 } };
  await retryOnDuplicate(() => PauseModel.updateOne({ _id: personId }, change, { upsert: true }));
}

/** False where it is not as it was read any more. */
export async function turnPause({ _id, rev }: Pick<PauseRecord, '_id' | 'rev'>, isOn: boolean): Promise<boolean> {
  const { matchedCount } = await PauseModel.updateOne({ _id, rev }, { $set: { isOn }, $inc: { rev: 1 } });
  return matchedCount === 1;
}

/** True when there was one. */
export async function deletePause(personId: string): Promise<boolean> {
  return (await PauseModel.deleteOne({ _id: personId })).deletedCount > 0;
}

type Print = Pick<PrintRecord, 'print' | 'who' | 'place'>;

/** What is lost of them with the power is one post that does not wait. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

/** Once more. */
export async function addPrint({ _id, print, who, place, at, endsAt }: Omit<PrintRecord, 'count'>): Promise<void> {
  const more = { $inc: { count: 1 }, $set: { at, endsAt }, $setOnInsert: { print, who, place } };
  await retryOnDuplicate(() => PrintModel.updateOne({ _id }, more, { ...relaxed, upsert: true }));
}

export async function takeOffPrint(_id: string): Promise<void> {
  await PrintModel.updateOne({ _id, count: { $gt: 0 } }, { $inc: { count: -1 } }, relaxed);
}

/** In how many other places somebody has written the same, up to `most`. */
export async function countOtherPlaces({ print, who, place }: Print, most: number): Promise<number> {
  const elsewhere = { print, who, place: { $ne: place }, count: { $gt: 0 } };
  return (await PrintModel.find(elsewhere, { _id: 1 }).limit(most).lean()).length;
}

/** How many others have written the same since then, up to `most`: each is asked for by itself, whatever one of them has written. */
export async function countOtherPeople({ print, who }: Print, since: Date, most: number): Promise<number> {
  const known = [who];
  while (known.length <= most) {
    const other = { print, who: { $nin: known }, count: { $gt: 0 }, at: { $gt: since } };
    const found = await PrintModel.findOne(other, { who: 1 }).lean<Pick<PrintRecord, 'who'>>();
    if (!found) break;
    known.push(found.who);
  }
  return known.length - 1;
}
