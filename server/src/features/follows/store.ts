import { batch } from '../../platform/batch.ts';
import { retryOnDuplicate, upsertedIn } from '../../platform/retry-on-duplicate.ts';
import { FollowModel, type FollowRecord, type LibraryKind } from './model.ts';

export type { FollowRecord, LibraryKind } from './model.ts';

/** Which thing, and for whom. */
export type FollowKey = Pick<FollowRecord, 'personId' | 'kind' | 'id'>;

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false }, ordered: false, throwOnValidationError: true } as const;

export async function putChosen({ personId, kind, id, ...said }: Omit<FollowRecord, 'reason'>): Promise<void> {
  const set = { $set: { ...said, reason: 'chosen' } } as const;
  await retryOnDuplicate(() => FollowModel.updateOne({ personId, kind, id }, set, { upsert: true }));
}

/** Who said something of a thread. */
export async function readSaidOf(id: string, after: string, most: number): Promise<FollowRecord[]> {
  return FollowModel.find({ kind: 'thread', id, personId: { $gt: after } }, { _id: 0 })
    .sort({ personId: 1 })
    .limit(most)
    .lean<FollowRecord[]>();
}

/** Who follows something of the library, of these ids. */
export async function readFollowers(
  kind: LibraryKind,
  ids: readonly string[],
  after: string,
  most: number,
): Promise<FollowRecord[]> {
  return FollowModel.find({ place: 'library', kind, id: { $in: [...ids] }, personId: { $gt: after } }, { _id: 0 })
    .sort({ personId: 1 })
    .limit(most)
    .lean<FollowRecord[]>();
}

/** Threads that are followed by themselves, where nothing is said of them yet; gives those. All of them in one trip. */
export async function putAutomatic<Row extends Omit<FollowRecord, 'level'> & Partial<FollowRecord>>(
  rows: readonly Row[],
): Promise<readonly Row[]> {
  if (rows.length === 0) return [];
  const writes = rows.map(({ personId, kind, id, level = 'follow', reason, at }) => ({
    updateOne: {
      filter: { personId, kind, id },
      update: { $setOnInsert: { level, reason, at } },
      upsert: true,
    },
  }));
  const put = await upsertedIn(() => FollowModel.bulkWrite(writes, relaxed));
  return rows.filter((_row, place) => put.has(place));
}

/** True when there was one, with that reason where it is said. */
export async function deleteFollow(key: FollowKey & Partial<Pick<FollowRecord, 'reason'>>): Promise<boolean> {
  return (await FollowModel.deleteOne(key)).deletedCount === 1;
}

/** What they said of tags that were merged since. */
export async function deleteFollowsOfTags(
  personId: string,
  kind: 'tag' | 'topic',
  ids: readonly string[],
): Promise<void> {
  if (ids.length > 0) await FollowModel.deleteMany({ personId, kind, id: { $in: [...ids] } });
}

export async function findFollow(key: FollowKey): Promise<FollowRecord | null> {
  return FollowModel.findOne(key, { _id: 0 }).lean<FollowRecord>();
}

/** What these people said of these things. */
export async function readFollows(
  personIds: readonly string[],
  kinds: readonly FollowRecord['kind'][],
  ids: readonly string[],
): Promise<FollowRecord[]> {
  const wanted = { personId: { $in: [...personIds] }, kind: { $in: [...kinds] }, id: { $in: [...ids] } };
  return FollowModel.find(wanted, { _id: 0 }).lean<FollowRecord[]>();
}

/** What somebody said of all things of some kinds. Not of threads, which may be many. */
export async function readFollowsOf(
  personId: string,
  ...kinds: readonly Exclude<FollowRecord['kind'], 'thread'>[]
): Promise<FollowRecord[]> {
  return FollowModel.find({ personId, kind: { $in: [...kinds] } }, { _id: 0 }).lean<FollowRecord[]>();
}

interface Place {
  readonly personId: string;
  readonly threadId: string;
}

/**
 * What somebody said of a thread, and of all things but threads, which says how much they hear of it wherever it stands. In
 * one trip, for all who are asked about at once. Each branch holds whole conditions: of threads, which may be many, only
 * the one is read.
 */
export const readSaidNear: (place: Place) => Promise<readonly FollowRecord[]> = batch(
  async (places: readonly Place[]) => {
    const branches = places.flatMap(({ personId, threadId }): object[] => [
      { personId, kind: 'thread', id: threadId },
      { personId, kind: { $in: ['board', 'person', 'tag'] } },
    ]);
    const found = await FollowModel.find({ $or: branches }, { _id: 0 }).lean<FollowRecord[]>();
    const bySomebody = Map.groupBy(found, ({ personId }) => personId);
    return places.map(({ personId, threadId }) =>
      (bySomebody.get(personId) ?? []).filter(({ kind, id }) => kind !== 'thread' || id === threadId),
    );
  },
);

export async function readMuted(personId: string, most: number): Promise<FollowRecord[]> {
  return FollowModel.find({ personId, level: 'mute' }, { _id: 0 }).limit(most).lean<FollowRecord[]>();
}

/** The threads somebody follows, the latest first, after the row `before`. */
export async function readFollowed(
  personId: string,
  before: { readonly at: Date; readonly id: string } | null,
  most: number,
): Promise<FollowRecord[]> {
  // The first condition bounds the index.
  const below = before && { at: { $lte: before.at }, $or: [{ at: { $lt: before.at } }, { id: { $gt: before.id } }] };
  return FollowModel.find({ personId, level: 'follow', kind: 'thread', ...below }, { _id: 0 })
    .sort({ at: -1, id: 1 })
    .limit(most)
    .lean<FollowRecord[]>();
}

export async function readAllFollowsOf(personId: string): Promise<FollowRecord[]> {
  return FollowModel.find({ personId }, { _id: 0 }).sort({ kind: 1, id: 1 }).lean<FollowRecord[]>();
}

/** Theirs, and what others said of them. True when there was anything. */
export async function deleteFollowsOf(personId: string): Promise<boolean> {
  const own = await FollowModel.deleteMany({ personId });
  const ofThem = await FollowModel.deleteMany({ kind: 'person', id: personId });
  return own.deletedCount + ofThem.deletedCount > 0;
}
