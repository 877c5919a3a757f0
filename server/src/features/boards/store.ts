import { BoardModel, type BoardRecord } from './model.ts';

export type { BoardRecord } from './model.ts';

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

type Progress = Pick<BoardRecord, 'threads' | 'lastPostAt' | 'seq' | 'mark'>;

/** Writes what event number `seq` brought; nothing where it is known already. */
export async function advanceBoard(id: string, { threads, lastPostAt, seq, mark }: Progress): Promise<void> {
  await BoardModel.updateOne(
    { _id: id, seq: seq - 1 },
    { $set: { threads, lastPostAt, seq, mark } },
    { writeConcern: { w: 1, j: false } },
  );
}
