import { batch, batchById, batchByKey } from '../../platform/batch.ts';
import { retryOnDuplicate } from '../../platform/retry-on-duplicate.ts';
import type { Readers } from '@hearth/shared/kernel/rights';
import { QuestionModel, RoomModel, type QuestionRecord, type RoomRecord } from './model.ts';

export type { QuestionRecord, RoomRecord } from './model.ts';

/** What follows from a stored event may be lost with the power: the event brings it back. */
const relaxed = { writeConcern: { w: 1, j: false } } as const;

export const findRoom: (id: string) => Promise<RoomRecord | null> = batchById(async (ids: readonly string[]) =>
  RoomModel.find({ _id: { $in: [...ids] } }).lean<RoomRecord[]>(),
);

/** Announces the room with event 1. */
export async function insertRoom(room: RoomRecord): Promise<void> {
  const { _id, ...fields } = room;
  await retryOnDuplicate(() => RoomModel.updateOne({ _id }, { $setOnInsert: fields }, { ...relaxed, upsert: true }));
}

/** What one event makes of a room. */
export interface RoomStep {
  readonly seq: number;
  readonly mark: string;
  readonly fields: Partial<RoomRecord>;
}

/** Moves the room from the event before each step on, step by step; nothing where a step is known already. */
export async function advanceRoom(id: string, steps: readonly RoomStep[]): Promise<void> {
  const writes = steps.map(({ seq, mark, fields }) => ({
    updateOne: { filter: { _id: id, seq: seq - 1 }, update: { $set: { ...fields, seq, mark } } },
  }));
  if (writes.length > 0) await RoomModel.bulkWrite(writes, relaxed);
}

/** What one event makes of a room's questions. */
export interface QuestionStep {
  readonly questions: readonly QuestionRecord[];
  readonly scores: readonly (Pick<QuestionRecord, 'id' | 'votes'> & { readonly rev: number })[];
}

/** Writes questions and scores, each unless a newer one is there; all in one trip. */
export async function putQuestions(roomId: string, steps: readonly QuestionStep[]): Promise<void> {
  const writes = steps.flatMap(({ questions, scores }) => [
    ...questions.flatMap(({ id, roomId: _, ...fields }) => [
      { updateOne: { filter: { roomId, id }, update: { $setOnInsert: fields }, upsert: true } },
      { updateOne: { filter: { roomId, id, rev: { $lt: fields.rev } }, update: { $set: fields } } },
    ]),
    ...scores.map(({ id, ...score }) => ({
      updateOne: { filter: { roomId, id, rev: { $lt: score.rev } }, update: { $set: score } },
    })),
  ]);
  if (writes.length > 0) await retryOnDuplicate(() => QuestionModel.bulkWrite(writes, relaxed));
}

export function findQuestion(roomId: string, id: string): Promise<QuestionRecord | null> {
  return findOneOf({ roomId, id });
}

const findOneOf = batch(async (asked: readonly Pick<QuestionRecord, 'roomId' | 'id'>[]) => {
  const byRoom = [...Map.groupBy(asked, ({ roomId }) => roomId)];
  const reading = byRoom.map(([roomId, its]) =>
    QuestionModel.find({ roomId, id: { $in: [...new Set(its.map(({ id }) => id))] } }).lean<QuestionRecord[]>(),
  );
  const found = (await Promise.all(reading)).flat();
  const byKey = new Map(found.map((question) => [`${question.roomId} ${question.id}`, question]));
  return asked.map(({ roomId, id }) => byKey.get(`${roomId} ${id}`) ?? null);
});

/** Whether what event `seq` made of the room can be lost no more. */
export async function isRoomDurable(_id: string, seq: number): Promise<boolean> {
  return (await RoomModel.exists({ _id, seq: { $gte: seq } }).readConcern('majority')) !== null;
}

/** The same for some of its questions. */
export async function areQuestionsDurable(roomId: string, ids: readonly string[], rev: number): Promise<boolean> {
  const wanted = { roomId, id: { $in: [...ids] }, rev: { $gte: rev } };
  return (await QuestionModel.countDocuments(wanted).readConcern('majority')) === ids.length;
}

/** All questions of a room; their number is limited. */
export const readQuestions = batchByKey(
  async (roomIds) => QuestionModel.find({ roomId: { $in: [...roomIds] } }).lean<QuestionRecord[]>(),
  ({ roomId }) => roomId,
);

/** Whose the questions of a room are, as owner tags. */
export async function readOwnerTags(roomId: string): Promise<Pick<QuestionRecord, 'id' | 'owner' | 'status'>[]> {
  return QuestionModel.find({ roomId }, { _id: 0, id: 1, owner: 1, status: 1 }).lean<QuestionRecord[]>();
}

/** Rooms of a status, for certain readers, that start after `after`, by when they start. */
export async function readRooms(
  status: RoomRecord['status'],
  readers: readonly Readers[],
  { order, after, most }: { order: 1 | -1; after?: Date; most: number },
): Promise<RoomRecord[]> {
  return RoomModel.find({ status, readers: { $in: [...readers] }, ...(after && { startsAt: { $gt: after } }) })
    .sort({ startsAt: order, _id: order === -1 ? 1 : -1 })
    .limit(most)
    .lean<RoomRecord[]>();
}

/** What tells whose a question is, to whoever can make the same tag; see owner-tag.ts. */
export type TaggedQuestion = Pick<QuestionRecord, 'roomId' | 'id' | 'owner'>;

/** Read at once, of what goes through everything: a short answer of the store, and others have theirs in between. */
const PIECE = 500;

/** The owner tag of every question there is, one after the other: whose it is can only be tried. */
export function eachOwnerTag(): AsyncIterable<TaggedQuestion> {
  return QuestionModel.find({}, { _id: 0, roomId: 1, id: 1, owner: 1 })
    .lean<TaggedQuestion[]>()
    .cursor({ batchSize: PIECE });
}

/** Gives a question another owner tag, without an event: nobody is shown it. */
export async function replaceOwnerTag(roomId: string, id: string, owner: string, next: string): Promise<void> {
  await QuestionModel.updateOne({ roomId, id, owner }, { $set: { owner: next } });
}

export async function readRoomsOf(personId: string): Promise<RoomRecord[]> {
  return RoomModel.find({ 'hosts.personId': personId }).lean<RoomRecord[]>();
}
