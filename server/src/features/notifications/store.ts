import { atTurnsEnd, batch } from '../../platform/batch.ts';
import { isDuplicate, upsertedIn } from '../../platform/retry-on-duplicate.ts';
import { NotificationModel, type NotificationRecord } from './model.ts';

export type { LibraryAbout, NotificationRecord } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

export type NewNotification = Omit<NotificationRecord, '_id' | 'isRead' | 'readBy'>;

/** True when it was not there before. Those of one moment go together. */
export const putNotification: (record: NewNotification) => Promise<boolean> = batch(
  async (records: readonly NewNotification[]) => {
    const writes = records.map(({ personId, threadId, no, about, ...fields }) => ({
      updateOne: {
        filter: { personId, threadId, no, about },
        update: { $setOnInsert: { ...fields, isRead: false } },
        upsert: true,
      },
    }));
    const put = await upsertedIn(() =>
      NotificationModel.bulkWrite(writes, { ...relaxed, throwOnValidationError: true }),
    );
    return records.map((_record, place) => put.has(place));
  },
);

/** The same where it happened before: it is new once more, unless it is the same event again. */
export async function putAgain(record: NewNotification): Promise<boolean> {
  if (await putNotification(record)) return true;
  const { personId, threadId, no, about, at, endsAt, rev, isToMail } = record;
  // Where its event has a number that says which is the later one.
  const before = rev === undefined ? { at: { $lt: at } } : { rev: { $lt: rev } };
  const older = { personId, threadId, no, about, ...before };
  const fresh = {
    $set: { at, endsAt, isRead: false, ...(rev !== undefined && { rev }), ...(isToMail && { isToMail }) },
    $unset: { readBy: 1, mailTurn: 1 },
  };
  return (await NotificationModel.updateOne(older, fresh, relaxed)).modifiedCount === 1;
}

interface Thanked extends NewNotification {
  readonly count: number;
  readonly rev: number;
}

/** True when more people have said thanks than before: that is new, although it is one and the same notification. */
export async function putThanks(record: Thanked): Promise<boolean> {
  const { personId, threadId, no, about, count, rev, at, endsAt } = record;
  const key = { personId, threadId, no, about };
  if (count > 0 && (await putNotification(record))) return true;
  const more = { $set: { count, rev, at, endsAt, isRead: false }, $unset: { readBy: 1 } };
  const grown = await NotificationModel.updateOne({ ...key, rev: { $lt: rev }, count: { $lt: count } }, more, relaxed);
  if (grown.modifiedCount === 1) return true;
  await recountThanks(record);
  return false;
}

/** How many there are now, where somebody was told of them: no news. */
export async function recountThanks({ personId, threadId, no, about, count, rev }: Thanked): Promise<void> {
  const older = { personId, threadId, no, about, rev: { $lt: rev } };
  await NotificationModel.updateOne(older, { $set: { count, rev } }, relaxed);
}

export async function readAbout(threadId: string, no: number): Promise<NotificationRecord[]> {
  return NotificationModel.find({ threadId, no }).lean<NotificationRecord[]>();
}

/** Where in these threads somebody is mentioned. */
export async function readMentions(
  personId: string,
  threadIds: readonly string[],
): Promise<Pick<NotificationRecord, 'threadId' | 'no'>[]> {
  const wanted = { personId, threadId: { $in: [...threadIds] }, about: 'post', kind: 'mention' } as const;
  return NotificationModel.find(wanted, { _id: 0, threadId: 1, no: 1 }).lean<
    Pick<NotificationRecord, 'threadId' | 'no'>[]
  >();
}

/** It is about that post from here on; thanks are counted there anew, and are no news. */
export async function moveNotification(
  { personId, threadId, no, about }: NotificationRecord,
  fields: Pick<NotificationRecord, 'threadId' | 'no' | 'isRead'>,
): Promise<void> {
  const key = { personId, threadId, no, about };
  try {
    await NotificationModel.updateOne(key, { $set: { ...fields, ...(about === 'thanks' && { rev: 0 }) } });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    await NotificationModel.deleteOne(key);
  }
}

/** The latest first. */
export async function readLatest(names: readonly string[], most: number): Promise<NotificationRecord[]> {
  return NotificationModel.find({ personId: { $in: names } })
    .sort({ at: -1 })
    .limit(most)
    .lean<NotificationRecord[]>();
}

/** The same of those that were not marked as read. */
async function readUnmarkedOf(names: readonly string[], most: number): Promise<NotificationRecord[]> {
  return NotificationModel.find({ personId: { $in: names }, isRead: false })
    .sort({ at: -1 })
    .limit(most)
    .lean<NotificationRecord[]>();
}

interface Unmarked {
  readonly names: readonly string[];
  readonly most: number;
}

/** Every page of a member asks for theirs, so they are read together; where not all fit, those who got too few read alone. */
const readUnmarkedTogether: (asked: Unmarked) => Promise<NotificationRecord[]> = batch(
  async (asked: readonly Unmarked[]) => {
    const most = Math.max(...asked.map((one) => one.most));
    const found = await readUnmarkedOf([...new Set(asked.flatMap(({ names }) => names))], most);
    const isCutOff = found.length === most;
    return Promise.all(
      asked.map(async (one) => {
        const theirs = found.filter(({ personId }) => one.names.includes(personId)).slice(0, one.most);
        return isCutOff && theirs.length < one.most ? readUnmarkedOf(one.names, one.most) : theirs;
      }),
    );
  },
  atTurnsEnd,
);

export async function readUnmarked(names: readonly string[], most: number): Promise<NotificationRecord[]> {
  return readUnmarkedTogether({ names, most });
}

/** What waits for a mail and is in no other one goes into this one, and is given; also when it is tried again. */
export async function takeForMail(personId: string, mailTurn: number, most: number): Promise<NotificationRecord[]> {
  const waiting = { personId, isRead: false, isToMail: true };
  await NotificationModel.updateMany({ ...waiting, mailTurn: { $exists: false } }, { $set: { mailTurn } });
  return NotificationModel.find({ ...waiting, mailTurn })
    .sort({ at: -1 })
    .limit(most)
    .lean<NotificationRecord[]>();
}

/** They wait no longer. */
export async function setMailed(records: readonly NotificationRecord[]): Promise<void> {
  const ids = records.map(({ _id }) => _id);
  await NotificationModel.updateMany({ _id: { $in: ids } }, { $unset: { isToMail: 1, mailTurn: 1 } });
}

/** Gives how many this command has marked, however often it is given. */
export async function markRead(
  personId: string,
  readBy: string,
  where: Partial<Pick<NotificationRecord, 'threadId'>>,
): Promise<number> {
  await NotificationModel.updateMany({ personId, isRead: false, ...where }, { $set: { isRead: true, readBy } });
  return NotificationModel.countDocuments({ personId, isRead: true, readBy });
}

/** Marks those as read whose posts were read. */
export async function settle(records: readonly NotificationRecord[]): Promise<void> {
  const ids = records.map(({ _id }) => _id);
  await NotificationModel.updateMany({ _id: { $in: ids } }, { $set: { isRead: true } }, relaxed);
}

export async function unmark(personId: string, readBy: string): Promise<number> {
  const marked = { personId, isRead: true, readBy };
  return (await NotificationModel.updateMany(marked, { $set: { isRead: false }, $unset: { readBy: 1 } })).modifiedCount;
}

/** There is nothing of the kind to be told any more. */
export async function deleteNotification({
  personId,
  threadId,
  no,
  about,
}: Pick<NotificationRecord, 'personId' | 'threadId' | 'no' | 'about'>): Promise<void> {
  await NotificationModel.deleteOne({ personId, threadId, no, about });
}

/** Whatever tells of a post. */
export async function forgetAbout(threadId: string, no: number): Promise<void> {
  await NotificationModel.deleteMany({ threadId, no });
}

/** Of an entry only these are concerned any more. */
export async function forgetOthers(threadId: string, concerned: readonly string[]): Promise<void> {
  await NotificationModel.deleteMany({ threadId, no: 0, about: 'entry', personId: { $nin: [...concerned] } });
}

/** True when there were any. */
export async function deleteNotificationsOf(personId: string): Promise<boolean> {
  return (await NotificationModel.deleteMany({ personId })).deletedCount > 0;
}
