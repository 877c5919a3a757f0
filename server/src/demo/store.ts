import { readBoards } from '../features/boards/store.ts';
import { MarkModel } from './model.ts';

const BEGUN = 'demo-begun';
const FILLED = 'demo-filled';

/** `begun`: filling was interrupted. `foreign`: it holds a real network and is left alone. */
export type DemoState = 'empty' | 'begun' | 'filled' | 'foreign';

export async function demoState(): Promise<DemoState> {
  if (await MarkModel.exists({ _id: FILLED })) return 'filled';
  if (await MarkModel.exists({ _id: BEGUN })) return 'begun';
  return (await readBoards()).length === 0 ? 'empty' : 'foreign';
}

export async function markBegun(at: Date): Promise<void> {
  await MarkModel.updateOne({ _id: BEGUN }, { $setOnInsert: { at } }, { upsert: true });
}

export async function markFilled(at: Date): Promise<void> {
  await MarkModel.updateOne({ _id: FILLED }, { $setOnInsert: { at } }, { upsert: true });
}
