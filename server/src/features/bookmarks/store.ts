import { isDuplicate } from '../../platform/retry-on-duplicate.ts';
import { BookmarkModel, type BookmarkRecord } from './model.ts';

export type { BookmarkRecord } from './model.ts';

/** Also one that was removed. */
export async function findBookmark(id: string): Promise<BookmarkRecord | null> {
  return BookmarkModel.findById(id).lean<BookmarkRecord>();
}

/** In the place of the revision before; false where somebody else was quicker. */
export async function putBookmark({ _id, rev, ...fields }: BookmarkRecord): Promise<boolean> {
  if (rev > 1)
    return (await BookmarkModel.updateOne({ _id, rev: rev - 1 }, { $set: { rev, ...fields } })).matchedCount === 1;
  try {
    const first = { $setOnInsert: { rev, ...fields } };
    return (await BookmarkModel.updateOne({ _id }, first, { upsert: true })).upsertedCount === 1;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return false;
  }
}

/** The latest first. */
export async function readBookmarks(personId: string): Promise<BookmarkRecord[]> {
  return BookmarkModel.find({ personId, endsAt: null }).sort({ at: -1, _id: 1 }).lean<BookmarkRecord[]>();
}

export async function readBookmarksIn(personId: string, threadId: string): Promise<BookmarkRecord[]> {
  return BookmarkModel.find({ personId, threadId, endsAt: null }).sort({ no: 1 }).lean<BookmarkRecord[]>();
}

export async function countBookmarks(personId: string): Promise<number> {
  return BookmarkModel.countDocuments({ personId, endsAt: null });
}

/** True when there were any. */
export async function deleteBookmarks(personId: string): Promise<boolean> {
  return (await BookmarkModel.deleteMany({ personId })).deletedCount > 0;
}
