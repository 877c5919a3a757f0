import { TAGGED_IN_ORDER, ThreadModel, type ThreadRecord } from './model.ts';

interface Others {
  readonly pin?: null;
  readonly answerNo?: null;
}

/** Threads with a tag on these boards, the latest post first, after the row `before`; of those alone that have nothing of what is null in `others`. */
export async function readTagged(
  tag: string,
  boardIds: readonly string[],
  before: { readonly at: Date; readonly id: string } | null,
  most: number,
  others: Others = {},
): Promise<ThreadRecord[]> {
  return tagged(tag, boardIds, before, most, others).lean<ThreadRecord[]>();
}

/** The query itself, for the test that asks which index answers it. */
export function tagged(
  tag: string,
  boardIds: readonly string[],
  before: { readonly at: Date; readonly id: string } | null,
  most: number,
  others: Others = {},
) {
  // The first condition bounds the index; the second leaves out what stands before the row at the same time.
  const below = before && {
    lastPostAt: { $lte: before.at },
    $or: [{ lastPostAt: { $lt: before.at } }, { _id: { $gt: before.id } }],
  };
  const wanted = { tags: tag, boardId: { $in: [...boardIds] }, ...others, ...below };
  const found = ThreadModel.find(wanted).sort({ lastPostAt: -1, _id: 1 }).limit(most);
  // The embedded store reads several boards side by side from the top alone: from a row on it would sort all that is below.
  return before && boardIds.length > 1 ? found.hint(TAGGED_IN_ORDER) : found;
}

export async function readIdsTagged(tag: string): Promise<string[]> {
  const found = await ThreadModel.find({ tags: tag }, { _id: 1 }).lean<Pick<ThreadRecord, '_id'>[]>();
  return found.map(({ _id }) => _id);
}
