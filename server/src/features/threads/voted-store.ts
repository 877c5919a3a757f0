import { STANDS, ThreadModel, type ThreadRecord } from './model.ts';

/** The row that a list goes on after. */
interface Above {
  readonly votes: number;
  readonly at: Date;
  readonly id: string;
}

/** Ideas of a board with the most votes first, among equal ones the newest, after the row `before`; but for those on top. */
export async function readByVotes(boardId: string, before: Above | null, most: number): Promise<ThreadRecord[]> {
  const isBelow = before?.votes === 0;
  const voted = isBelow ? [] : await withVotes(boardId, before, most).lean<ThreadRecord[]>();
  if (voted.length === most) return voted;
  const rest = await withoutVotes(boardId, isBelow ? before : null, most - voted.length).lean<ThreadRecord[]>();
  return [...voted, ...rest];
}

/** The queries themselves, for the test that asks which index answers them. The first condition bounds the index. */
export function withVotes(boardId: string, before: Above | null, most: number) {
  const below = before && {
    $or: [{ votes: { $lt: before.votes } }, { startedAt: { $lt: before.at } }, sameMoment(before)],
  };
  const votes = before ? { $gt: 0, $lte: before.votes } : { $gt: 0 };
  return ThreadModel.find({ boardId, votes, pin: null, ...STANDS, ...below })
    .sort({ votes: -1, startedAt: -1, _id: 1 })
    .limit(most);
}

export function withoutVotes(boardId: string, before: Above | null, most: number) {
  const below = before && {
    startedAt: { $lte: before.at },
    $or: [{ startedAt: { $lt: before.at } }, sameMoment(before)],
  };
  return ThreadModel.find({ boardId, votes: null, pin: null, ...STANDS, ...below })
    .sort({ startedAt: -1, _id: 1 })
    .limit(most);
}

function sameMoment({ at, id }: Above) {
  return { startedAt: at, _id: { $gt: id } };
}
