import { batchById } from '../../platform/batch.ts';
import { SessionModel, type SessionRecord } from './model.ts';

export type { SessionRecord } from './model.ts';

export async function insertSession(session: SessionRecord): Promise<void> {
  await SessionModel.insertOne(session);
}

const findStored: (id: string) => Promise<SessionRecord | null> = batchById(async (ids) =>
  SessionModel.find({ _id: { $in: [...ids] } }).lean<SessionRecord[]>(),
);

export async function findSession(id: string, now: Date): Promise<SessionRecord | null> {
  const session = await findStored(id);
  return session && session.endsAt > now ? session : null;
}

export async function readSessions(ids: readonly string[], now: Date): Promise<SessionRecord[]> {
  return SessionModel.find({ _id: { $in: [...ids] }, endsAt: { $gt: now } }).lean<SessionRecord[]>();
}

/** Devices on one page; nobody has more, but somebody who signs in again and again may have any number of sessions. */
const LISTED = 100;

/** A person's sessions, the latest used first. */
export async function readSessionsOf(personId: string, now: Date): Promise<SessionRecord[]> {
  return SessionModel.find({ personId, endsAt: { $gt: now } })
    .sort({ seenAt: -1, _id: 1 })
    .limit(LISTED)
    .lean<SessionRecord[]>();
}

/** Moves the end along with use. Not flushed: losing it signs nobody out. */
export async function touchSession(id: string, seenAt: Date, endsAt: Date): Promise<void> {
  await SessionModel.updateOne({ _id: id }, { $set: { seenAt, endsAt } }, { writeConcern: { w: 1, j: false } });
}

export async function deleteSession(id: string): Promise<void> {
  await SessionModel.deleteOne({ _id: id });
}

export async function deleteByHandle(personId: string, handle: string): Promise<void> {
  await SessionModel.deleteOne({ personId, handle });
}

/** Ends every session of a person but `except`; true when there were any. */
export async function deleteSessionsOf(personId: string, except: string | null): Promise<boolean> {
  const { deletedCount } = await SessionModel.deleteMany({ personId, ...(except ? { _id: { $ne: except } } : {}) });
  return deletedCount > 0;
}
