import { IN_ORDER, STANDS, ThreadModel, type ThreadRecord } from './model.ts';

/** The latest threads of so many boards are sooner found among the latest of all than board by board. */
const MANY = 16;

/** Of these boards, the `most` threads with the latest posts, of those that were written after `since`. */
export async function readActiveThreads(
  boardIds: readonly string[],
  since: Date,
  most: number,
): Promise<ThreadRecord[]> {
  // Without another bound the store reads the boards side by side, and stops at the last one that is wanted.
  const bound = since.getTime() > 0 ? { lastPostAt: { $gt: since } } : {};
  const found = ThreadModel.find({ ...bound, boardId: { $in: [...boardIds] }, ...STANDS })
    .sort(IN_ORDER)
    .limit(most);
  return (boardIds.length > MANY ? found.hint(IN_ORDER) : found).lean<ThreadRecord[]>();
}
