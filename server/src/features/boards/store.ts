import { BoardModel, type BoardRecord } from './model.ts';

export type { BoardRecord, OpeningRecord } from './model.ts';

export async function findBoard(id: string): Promise<BoardRecord | null> {
  return BoardModel.findById(id).lean<BoardRecord>();
}

/** Boards are few: all of them, in the order they are shown. */
export async function readBoards(): Promise<BoardRecord[]> {
  return BoardModel.find().sort({ order: 1, _id: 1 }).lean<BoardRecord[]>();
}

/** False when there is a board of that id already. */
export async function insertBoard(board: BoardRecord): Promise<boolean> {
  const written = await BoardModel.updateOne({ _id: board._id }, { $setOnInsert: board }, { upsert: true });
  return written.upsertedCount === 1;
}

/** Whether what event `seq` made of the board can be lost no more. */
export async function isBoardDurable(_id: string, seq: number): Promise<boolean> {
  return (await BoardModel.exists({ _id, seq: { $gte: seq } }).readConcern('majority')) !== null;
}

type Progress = Pick<BoardRecord, 'threads' | 'lastPostAt' | 'seq' | 'mark'> & Partial<Omit<BoardRecord, '_id'>>;

/** Moves the board on where it stands at event `from` or later. The time of the last post never goes back. */
export async function advanceBoard(id: string, from: number, progress: Progress): Promise<void> {
  const { lastPostAt, ...fields } = progress;
  await BoardModel.updateOne(
    { _id: id, seq: { $gte: from, $lt: fields.seq } },
    { $set: fields, ...(lastPostAt && { $max: { lastPostAt } }) },
    { writeConcern: { w: 1, j: false } },
  );
}
