import { once } from '../../platform/once.ts';
import type { Readers } from '@hearth/shared/entities/board';
import { QuestionModel, RoomModel, type QuestionRecord, type RoomRecord } from './model.ts';

export type { QuestionRecord, RoomRecord } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

export async function findRoom(id: string): Promise<RoomRecord | null> {
  return RoomModel.findById(id).lean<RoomRecord>();
}

/** Announces the room with event 1. */
export async function insertRoom(room: RoomRecord): Promise<void> {
  const { _id, ...fields } = room;
  await once(() => RoomModel.updateOne({ _id }, { $setOnInsert: fields }, { ...relaxed, upsert: true }));
}

/** Moves the room from event `seq - 1` on; nothing where `seq` is known already. */
export async function advanceRoom(id: string, seq: number, mark: string, fields: Partial<RoomRecord>): Promise<void> {
  await RoomModel.updateOne({ _id: id, seq: seq - 1 }, { $set: { ...fields, seq, mark } }, relaxed);
}

/** Writes a question unless a newer one is there. */
export async function putQuestion(question: QuestionRecord): Promise<void> {
  const { roomId, id, ...fields } = question;
  const written = await once(() =>
    QuestionModel.updateOne({ roomId, id }, { $setOnInsert: fields }, { ...relaxed, upsert: true }),
  );
  if (written.upsertedCount === 1) return;
  await QuestionModel.updateOne({ roomId, id, rev: { $lt: question.rev } }, { $set: fields }, relaxed);
}

export async function putScore(roomId: string, id: string, votes: number, rev: number): Promise<void> {
  await QuestionModel.updateOne({ roomId, id, rev: { $lt: rev } }, { $set: { votes, rev } }, relaxed);
}

export async function findQuestion(roomId: string, id: string): Promise<QuestionRecord | null> {
  return QuestionModel.findOne({ roomId, id }).lean<QuestionRecord>();
}

/** All questions of a room; their number is limited. */
export async function readQuestions(roomId: string): Promise<QuestionRecord[]> {
  return QuestionModel.find({ roomId }).lean<QuestionRecord[]>();
}

/** Whose the open questions are, as marks. */
export async function readOpenOwners(roomId: string): Promise<Pick<QuestionRecord, 'id' | 'owner'>[]> {
  return QuestionModel.find({ roomId, status: 'open' }, { _id: 0, id: 1, owner: 1 }).lean<
    Pick<QuestionRecord, 'id' | 'owner'>[]
  >();
}

/** Rooms that somebody may see: those for certain readers, and those one hosts; `null` sees all. */
export type Seeing = { readonly readers: readonly Readers[]; readonly personId: string | null } | null;

/** Rooms of a status that start after `after`, by when they start. */
export async function readRooms(
  status: RoomRecord['status'],
  seeing: Seeing,
  { order, after, most }: { order: 1 | -1; after?: Date; most: number },
): Promise<RoomRecord[]> {
  const open = seeing && { readers: { $in: [...seeing.readers] } };
  const mine = seeing?.personId ? [{ 'hosts.personId': seeing.personId }] : [];
  return RoomModel.find({ status, ...(after && { startsAt: { $gt: after } }), ...(open && { $or: [open, ...mine] }) })
    .sort({ startsAt: order, _id: order === -1 ? 1 : -1 })
    .limit(most)
    .lean<RoomRecord[]>();
}

/** Every question there is, one after the other: whose it is can only be tried (see owner.ts). */
export function eachQuestion(): AsyncIterable<QuestionRecord> {
  return QuestionModel.find().lean<QuestionRecord[]>().cursor() as AsyncIterable<QuestionRecord>;
}

export async function readRoomsOf(personId: string): Promise<RoomRecord[]> {
  return RoomModel.find({ 'hosts.personId': personId }).lean<RoomRecord[]>();
}
